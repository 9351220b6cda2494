import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DirectoryView } from '../../src/contract/directories.ts';
import { codeIn } from '../kit/smtp-sink.ts';
import { type ApiHouse, openApiHouse, tenantId } from '../kit/api-house.ts';
import {
  type KeptElsewhere,
  type KeptElsewhereKind,
  keptElsewhere,
} from '../kit/directories/kept-elsewhere.ts';

const visitor = { tenantId, ip: '192.0.2.9', userAgent: null, locale: 'en' };
const NEW_PASSWORD = 'Eleven quiet rivers under snow';

let elsewhere: KeptElsewhereKind;
let corp: KeptElsewhere;
let lab: KeptElsewhere;
let house: ApiHouse;

beforeEach(async () => {
  elsewhere = keptElsewhere();
  corp = await elsewhere.server('corp');
  lab = await elsewhere.server('lab');
  house = await openApiHouse(undefined, elsewhere.kinds);
  await house.addAdministrator('owner', 'global-administrator');
  const owner = await house.signIn('owner');
  for (const server of [corp, lab]) {
    const { body } = await owner.call<{ version: number; items: DirectoryView[] }>(
      'GET',
      '/v1/directories',
    );
    const added = await owner.call('POST', '/v1/directories', {
      body: {
        version: body.version,
        kind: 'kept-elsewhere',
        name: server.host,
        enabled: true,
        settings: server.settings(),
        groupRoles: [],
      },
    });
    expect(added.status, added.text).toBe(201);
  }
  const { body } = await owner.call<{ version: number; policy: { scope: object } }>(
    'GET',
    '/v1/policy',
  );
  const policy = { ...body.policy, scope: { ...body.policy.scope, mode: 'all' } };
  const saved = await owner.call('PUT', '/v1/policy', { body: { version: body.version, policy } });
  expect(saved.status, saved.text).toBe(200);
});
afterEach(async () => {
  await house.close();
  await elsewhere.close();
});

const start = (identifier: string) => house.services.resets.start(visitor, identifier, 'reset');
const prove = (token: string, answer: string) =>
  house.services.resets.prove(visitor, token, answer);

/** What became of the look-ups that are due, as the worker would be told. */
async function lookUps(): Promise<(string | undefined)[]> {
  const due = await house.storage.outbox.lease('test', house.clock.now(), 30, 16);
  const results = await Promise.all(
    due.map(async (job) => {
      const result = await house.services.jobs.handlers[job.kind]?.(job);
      if (result?.result === 'retry') {
        const at = house.clock.now() + 10_000;
        await house.storage.outbox.retry(job.id, job.fence, at, result.reason);
      }
      return result?.result;
    }),
  );
  return results;
}

const lastCode = () => codeIn({ to: '', raw: house.mails.at(-1)?.text ?? '' });
const reasons = async () =>
  (await house.trail(20)).flatMap(({ type, fields }) =>
    type === 'reset.not-offered' && 'reason' in fields ? [fields.reason] : [],
  );

describe('while a directory is silent', () => {
  test('nobody is taken for unknown: the look-up is made again while the code would live (F30)', async () => {
    await corp.addUser('ada');
    const { token } = await start('ada');
    corp.silence(true);
    expect(await lookUps()).toEqual(['retry']);
    expect(await reasons()).toEqual([]);
    corp.silence(false);
    house.clock.advanceSeconds(11);
    await house.deliver();
    const proof = await prove(token, lastCode());
    expect(proof.accepted).toBe(true);
    const done = await house.services.resets.setPassword(visitor, proof.token, NEW_PASSWORD);
    expect(done.state).toBe('done');
  });

  test('a look-up that nobody answered in time is on record', async () => {
    await start('ada');
    corp.silence(true);
    const [job] = await house.storage.outbox.lease('test', house.clock.now(), 30, 1);
    if (!job) throw new Error('there is no look-up');
    await house.storage.transaction((stores) =>
      house.services.jobs.givenUp(stores, job, 'out of time'),
    );
    expect(await reasons()).toEqual(['directory-unavailable']);
  });

  test('people of the others go on', async () => {
    await lab.addUser('bob');
    corp.silence(true);
    const { token } = await start('bob');
    await house.deliver();
    expect((await prove(token, lastCode())).accepted).toBe(true);
  });

  test('a wrong answer is told alike to whoever is known and whoever is not', async () => {
    await lab.addUser('bob');
    corp.silence(true);
    for (const name of ['bob', 'nobody']) {
      const { token } = await start(name);
      await lookUps();
      await expect(prove(token, '00000000')).rejects.toMatchObject({ code: 'unavailable' });
    }
  });
});

describe('while every directory is silent', () => {
  test('nobody begins a reset, whatever the name (F30)', async () => {
    await corp.addUser('ada');
    corp.silence(true);
    lab.silence(true);
    for (const name of ['ada', 'owner', 'nobody']) {
      await expect(start(name)).rejects.toMatchObject({ code: 'unavailable' });
    }
  });

  test('no code is spent and no try is counted', async () => {
    await corp.addUser('ada');
    const { token } = await start('ada');
    await house.deliver();
    const code = lastCode();
    corp.silence(true);
    lab.silence(true);
    for (let n = 0; n < 6; n += 1) {
      await expect(prove(token, code)).rejects.toMatchObject({ code: 'unavailable' });
    }
    corp.silence(false);
    expect((await prove(token, code)).accepted).toBe(true);
  });

  test('proofs are kept until the password can be set (F31)', async () => {
    await corp.addUser('ada');
    const { token } = await start('ada');
    await house.deliver();
    const proof = await prove(token, lastCode());
    corp.silence(true);
    const set = () => house.services.resets.setPassword(visitor, proof.token, NEW_PASSWORD);
    await expect(set()).rejects.toMatchObject({ code: 'unavailable' });
    corp.silence(false);
    expect((await set()).state).toBe('done');
  });
});
