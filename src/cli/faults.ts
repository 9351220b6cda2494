import type { Log } from '../ports/log.ts';

/** After a fault that nobody caught the process may be half alive: it says so and ends, to be started again. */
export function endOnFault(log: Log): void {
  const end = (error: unknown): never => {
    log.error({ error }, 'ended by a fault that nothing caught');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
