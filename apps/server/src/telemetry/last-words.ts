import type { Logger } from 'pino';

/**
 * Ends the process at a bug that nobody caught, since nobody knows what state it left behind: what was under way is
 * found again as due work. Node would end it too, but print the error as it is, with what a database says of a row.
 */
export function logLastWords(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'a bug ends the process');
    process.exit(1);
  });
}
