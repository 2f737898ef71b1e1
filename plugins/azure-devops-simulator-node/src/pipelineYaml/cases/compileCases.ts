import { CompileCase } from './CompileCase';
import { shortcuts } from './shortcuts';
import { templates } from './templates';

/** Every case, by topic. */
export const compileCases: readonly CompileCase[] = [
  ...shortcuts,
  ...templates,
];
