import { type Journey, tenantId, visitor } from './journey.ts';
import { codeIn, findCode } from './smtp-sink.ts';

/** Starts a reset and reads the code from the mail it caused. */
export async function startAndReadCode(
  journey: Journey,
  identifier: string,
): Promise<{ token: string; code: string }> {
  const before = journey.sink.caught.length;
  const { token } = await journey.resets.start(visitor(), identifier);
  await journey.runOutbox();
  const mail = journey.sink.caught.slice(before).find((caught) => findCode(caught) !== null);
  if (!mail) throw new Error(`no mail with a code for ${identifier}`);
  return { token, code: codeIn(mail) };
}

/** The types of every audit event so far, oldest first. */
export async function auditTypes(journey: Journey): Promise<string[]> {
  const records = await journey.storage.audit.after(tenantId, 0, 1000);
  return records.map((record) => record.type);
}
