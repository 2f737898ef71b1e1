import { bash } from './bash';
import { cmdLine } from './cmdLine';
import { Task } from './Task';

/** Every task that the agent knows. */
export const tasks: readonly Task[] = [bash, cmdLine];
