/** Tells the outbox worker that a job was committed, so that nothing waits for a timer. */
export interface JobSignal {
  wake(): void;
}
