/** Structured log line: a message and fields; never a secret. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
  child(fields: Readonly<Record<string, unknown>>): Log;
}

/** Counters that operators watch; names are listed in docs/operate/metrics.md. */
export interface Meter {
  count(name: MetricName, labels?: Readonly<Record<string, string>>): void;
  observeSeconds(
    name: TimingName,
    seconds: number,
    labels?: Readonly<Record<string, string>>,
  ): void;
}

export type MetricName =
  | 'resets_started'
  | 'resets_finished'
  | 'unlocks_finished'
  | 'proofs_accepted'
  | 'proofs_refused'
  | 'limits_reached'
  | 'messages_sent'
  | 'messages_deferred'
  | 'messages_failed'
  | 'carrier_receipts'
  | 'sign_ins_failed';
export type TimingName = 'password_write' | 'message_delivery';
