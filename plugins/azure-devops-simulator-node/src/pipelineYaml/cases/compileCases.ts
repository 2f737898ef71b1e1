import { CompileCase } from './CompileCase';
import { deployments } from './deployments';
import { directiveProblems } from './directiveProblems';
import { expressions } from './expressions';
import { insertion } from './insertion';
import { iteration } from './iteration';
import { jobProblems } from './jobProblems';
import { jobs } from './jobs';
import { parameters } from './parameters';
import { resources } from './resources';
import { shortcuts } from './shortcuts';
import { stages } from './stages';
import { steps } from './steps';
import { syntax } from './syntax';
import { templateProblems } from './templateProblems';
import { templateParameters } from './templateParameters';
import { templates } from './templates';

/** Every case, by topic. */
export const compileCases: readonly CompileCase[] = [
  ...shortcuts,
  ...templates,
  ...insertion,
  ...iteration,
  ...directiveProblems,
  ...syntax,
  ...resources,
  ...steps,
  ...expressions,
  ...stages,
  ...jobs,
  ...jobProblems,
  ...deployments,
  ...parameters,
  ...templateParameters,
  ...templateProblems,
];
