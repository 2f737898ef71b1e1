import type { CommandHandler } from '../handleLoggingCommand';

/** `##vso[results.…]` */
export const resultCommands: Readonly<Record<string, CommandHandler>> = {};
