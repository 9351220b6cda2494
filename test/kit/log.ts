import type { Log } from '../../src/ports/log.ts';

/** Takes every line and keeps none. */
export const quietLog: Log = { info() {}, warn() {}, error() {}, child: () => quietLog };
