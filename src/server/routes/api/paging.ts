import { PosternError } from '../../../domain/errors.ts';
import type { ListRequest } from '../../../services/people/across-directories.ts';

/** A page of people or groups as the services are asked for it. */
export function listRequest(query: {
  readonly query: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly directoryId?: string | undefined;
}): ListRequest {
  return {
    query: query.query,
    limit: query.limit,
    cursor: query.cursor ?? null,
    directoryId: query.directoryId ?? null,
  };
}

/** The place in the audit trail to go on from. Throws `bad-request` for a cursor that no page handed out. */
export function seqCursor(cursor: string): number {
  if (!/^[1-9]\d{0,15}$/.test(cursor)) {
    throw new PosternError('bad-request', { faults: [{ path: 'cursor', code: 'invalid' }] });
  }
  return Number(cursor);
}
