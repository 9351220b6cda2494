import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AuditRecordView } from '../../src/contract/activity.ts';
import { operator } from '../../src/services/access/caller.ts';
import { createAuditService } from '../../src/services/audit/audit-service.ts';
import { entry } from '../../src/services/audit/entries.ts';
import { addOneOfEach, type ApiHouse, openApiHouse, tenantId } from '../kit/api-house.ts';

type Page = { items: AuditRecordView[]; next: string | null };

let house: ApiHouse;
let reader: Awaited<ReturnType<ApiHouse['signIn']>>;

beforeAll(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
});
afterAll(() => house.close());
beforeEach(async () => {
  reader = await house.signIn('reports-reader');
});

const write = (name: string, at = house.clock.now()) =>
  house.storage.audit.append(
    tenantId,
    entry('user.frozen', {
      at,
      subject: { directoryId: 'dir_builtin', anchor: `usr_${name}`, name },
      fields: { reason: 'administrator' },
    }),
  );

describe('the audit trail', () => {
  test('is paged newest first, each record once', async () => {
    for (let n = 0; n < 7; n += 1) await write(`paged-${n}`);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await reader.call<Page>(
        'GET',
        `/v1/audit-events?search=PAGED-&limit=3${more}`,
      );
      seen.push(...body.items.map(({ subject }) => subject?.name ?? ''));
      cursor = body.next;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `paged-${n}`));
  });

  test('is filtered by type, outcome and time', async () => {
    const at = house.clock.now() - 3_600_000;
    await write('timed', at);
    const find = async (query: string) =>
      (await reader.call<Page>('GET', `/v1/audit-events?${query}`)).body.items;
    expect(await find(`from=${at}&to=${at}`)).toMatchObject([{ subject: { name: 'timed' } }]);
    expect(await find('type=user.frozen&type=user.unfrozen&outcome=failure')).toEqual([]);
    const types = (await find('type=sign-in.succeeded&type=user.frozen&limit=200')).map(
      ({ type }) => type,
    );
    expect(new Set(types)).toEqual(new Set(['sign-in.succeeded', 'user.frozen']));
  });

  test.each([
    'type=unheard',
    'outcome=perhaps',
    'from=yesterday',
    'limit=0',
    'limit=201',
    'cursor=-1',
    'cursor=x',
    'search=a&search=b',
    'unheard=1',
  ])('is not asked by %s', async (query) => {
    expect((await reader.call('GET', `/v1/audit-events?${query}`)).status).toBe(400);
  });

  test('shows one record by its id', async () => {
    const { id } = await write('single');
    expect((await reader.call('GET', `/v1/audit-events/${id}`)).body).toMatchObject({
      id,
      type: 'user.frozen',
      subject: { name: 'single' },
    });
  });

  test('is verified, and the first record that was touched is named', async () => {
    const own = await openApiHouse();
    await own.addAdministrator('auditor', 'reports-reader');
    for (let n = 0; n < 3; n += 1)
      await own.services.audit.denied(operator(tenantId), 'users.read', 'x');
    const session = await own.signIn('auditor');
    const intact = await session.call('GET', '/v1/audit-events/verification');
    expect(intact.body).toEqual({ intact: true, records: 4, firstBad: null });
    const touched = {
      ...own.storage,
      audit: {
        ...own.storage.audit,
        after: async (tenant: string, seq: number, limit: number) =>
          (await own.storage.audit.after(tenant, seq, limit)).map((one) =>
            one.seq === 2 ? { ...one, outcome: 'success' as const } : one,
          ),
      },
    };
    const service = createAuditService({
      ...own,
      storage: touched,
      directories: { all: async () => [], for: async () => [], get: async () => own.directory },
    });
    expect(await service.verify(operator(tenantId))).toMatchObject({
      intact: false,
      firstBad: { seq: 2, fault: 'altered' },
    });
    await own.close();
  });
});

describe('an export', () => {
  test('is CSV that a spreadsheet takes for text, oldest first (A091)', async () => {
    await write('=HYPERLINK("http://evil")');
    await write('+cmd|calc');
    const answer = await reader.call('GET', '/v1/audit-events/export?format=csv&type=user.frozen');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="audit-events.csv"',
    );
    const rows = parse<Record<string, string>>(answer.text, {
      columns: true,
      record_delimiter: '\r\n',
    });
    expect(rows.slice(-2).map(({ subjectName }) => subjectName)).toEqual([
      `'=HYPERLINK("http://evil")`,
      "'+cmd|calc",
    ]);
    const seqs = rows.map(({ seq }) => Number(seq));
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  });

  test('is JSON lines that verify by themselves, with every record of the trail', async () => {
    const before = await house.storage.audit.head(tenantId);
    const answer = await reader.call('GET', '/v1/audit-events/export?format=json');
    expect(answer.headers.get('content-type')).toBe('application/jsonl; charset=utf-8');
    const records = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditRecordView);
    expect(records.map(({ seq }) => seq)).toEqual(
      Array.from({ length: before?.seq ?? 0 }, (_, n) => n + 1),
    );
    expect(records.at(-1)?.hash).toBe(before?.hash);
  });

  test('holds what the list shows under the same filter', async () => {
    await write('Ärzte-Same');
    const { correlationId, id } =
      (await house.trail(200)).find((one) => one.correlationId !== null) ?? {};
    for (const query of [
      'type=sign-in.succeeded',
      'outcome=failure',
      `to=${house.clock.now() - 1}`,
      'search=%20REPORTS-r%20',
      'search=A%CC%88RZTE-s',
      'search=usr_paged-3',
      `search=${correlationId}`,
      `search=${id}`,
      'search=%25',
    ]) {
      const listed = await reader.call<Page>('GET', `/v1/audit-events?limit=200&${query}`);
      const taken = await reader.call('GET', `/v1/audit-events/export?format=json&${query}`);
      const lines = taken.text.split('\n').filter((line) => line !== '');
      expect(lines.map((line) => (JSON.parse(line) as AuditRecordView).seq)).toEqual(
        listed.body.items.map(({ seq }) => seq).toReversed(),
      );
    }
  });

  test('is in the trail before it leaves and after it has left', async () => {
    await reader.call('GET', '/v1/audit-events/export?format=json&search=nobody');
    expect(await house.trail(2)).toMatchObject([
      {
        type: 'audit.exported',
        outcome: 'success',
        fields: { format: 'json', rows: 0 },
        actor: { name: 'reports-reader' },
      },
      { type: 'audit.exported', outcome: 'pending', fields: { format: 'json', rows: null } },
    ]);
  });

  test('of many records comes in pieces, and one that is cut short is recorded as such', async () => {
    await house.storage.transaction(async (stores) => {
      for (let n = 0; n < 1200; n += 1) {
        await stores.audit.append(tenantId, entry('reset.expired', { at: house.clock.now() }));
      }
    });
    const chunks = await house.services.audit.export(
      operator(tenantId),
      { types: ['reset.expired'] },
      'csv',
    );
    let pieces = 0;
    for await (const chunk of chunks) {
      pieces += 1;
      expect(chunk.split('\r\n').length).toBeLessThanOrEqual(502);
      if (pieces === 2) break;
    }
    expect(await house.trail(1)).toMatchObject([
      { type: 'audit.exported', outcome: 'failure', fields: { format: 'csv', rows: 1000 } },
    ]);
  });

  test('is not given out when that cannot be recorded (I4)', async () => {
    const full = {
      ...house.storage,
      audit: { ...house.storage.audit, append: () => Promise.reject(new Error('disk full')) },
    };
    const service = createAuditService({
      ...house,
      storage: full,
      directories: { all: async () => [], for: async () => [], get: async () => house.directory },
    });
    await expect(service.export(operator(tenantId), {}, 'csv')).rejects.toThrow('disk full');
  });
});

describe('a reference somebody read out', () => {
  test('finds the reset and everything that happened in it, however it is spelled', async () => {
    const visitor = { tenantId, ip: '192.0.2.77', userAgent: 'kiosk', locale: 'en' };
    await house.addUser('caller');
    const caller = operator(tenantId);
    const { policy, version } = await house.services.policy.current(caller);
    await house.services.policy.replace(caller, version, {
      ...policy,
      scope: { ...policy.scope, mode: 'all' },
    });
    const { progress } = await house.services.resets.start(visitor, 'caller');
    const helpdesk = await house.signIn('helpdesk-administrator');
    const spoken = progress.reference.toLowerCase().replace('-', '');
    for (const reference of [progress.reference, spoken]) {
      const { body } = await helpdesk.call<{ state: string; events: AuditRecordView[] }>(
        'GET',
        `/v1/resets/by-reference/${reference}`,
      );
      expect(body).toMatchObject({
        reference: progress.reference,
        kind: 'reset',
        user: null,
      });
      expect(body.events[0]).toMatchObject({ type: 'reset.requested', ip: '192.0.2.77' });
      expect(JSON.stringify(body)).not.toContain('caller');
    }
    expect((await helpdesk.call('GET', '/v1/resets/by-reference/ZZZZ-9999')).status).toBe(404);
  });
});
