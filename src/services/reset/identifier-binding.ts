/** What the typed name of a reset is sealed to. */
export function identifierBinding(tenantId: string, sessionId: string): string {
  return `reset-identifier/${tenantId}/${sessionId}`;
}
