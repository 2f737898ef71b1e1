import { CompileCase } from './CompileCase';
import { shortcuts } from './shortcuts';

/** Every case, by topic. */
export const compileCases: readonly CompileCase[] = [...shortcuts];
