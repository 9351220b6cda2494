import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditTypes, startAndReadCode } from '../kit/journey-steps.ts';
import { type Journey, NEW_PASSWORD, OLD_PASSWORD, openJourney, visitor } from '../kit/journey.ts';
import { type CaughtMail, codeIn } from '../kit/smtp-sink.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

let journey: Journey;
const noMail: CaughtMail = { to: '', raw: '' };

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  await journey.setPolicy((policy) => ({ ...policy, scope: { ...policy.scope, mode: 'all' } }));
});

afterEach(() => journey.close());

async function makeAdministrator(username: string) {
  const user = await journey.addUser(username);
  await journey.storage.roleAssignments.assign({
    user: user.ref,
    role: 'global-administrator',
    assignedAt: journey.clock.now(),
  });
}

describe('a reset', () => {
  it('sets the new password, ends the old one, and records every step', async () => {
    const anna = await journey.addUser('anna', { alternateMail: 'anna@home.example' });
    const { token, code } = await startAndReadCode(journey, 'anna');
    expect(journey.sink.caught.map((mail) => mail.to)).toEqual(['anna@home.example']);
    const proof = await journey.resets.prove(visitor(), token, code);
    expect(proof).toMatchObject({
      accepted: true,
      progress: { state: 'password', gatesFilled: 1 },
    });
    expect(proof.token).not.toBe(token);
    const done = await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    expect(done.state).toBe('done');
    expect(await journey.signsIn('anna', NEW_PASSWORD)).toBe(true);
    expect(await journey.signsIn('anna', OLD_PASSWORD)).toBe(false);
    await journey.runOutbox();
    expect(await auditTypes(journey)).toEqual([
      'reset.requested',
      'reset.method-chosen',
      'reset.code-issued',
      'reset.code-sent',
      'reset.proof-accepted',
      'password.write-intended',
      'password.write-applied',
      'user.notified',
      'user.notified',
    ]);
    const notified = journey.sink.caught.slice(1).map((mail) => mail.to);
    expect(notified.toSorted()).toEqual(['anna@contoso.example', 'anna@home.example']);
    expect((await journey.directory.read(anna.ref.anchor))?.passwordChangedAt).toBe(
      journey.clock.now(),
    );
  });

  it('begins for nobody where only administrators may reset, but for whoever says they are one', async () => {
    await journey.addUser('anna');
    await makeAdministrator('root');
    await journey.setPolicy((policy) => ({ ...policy, scope: { ...policy.scope, mode: 'none' } }));
    const { resets } = journey;
    for (const name of ['anna', 'root', 'nobody']) {
      await expect(resets.start(visitor(), name)).rejects.toMatchObject({ code: 'not-offered' });
    }
    const begun = await Promise.all(
      ['anna', 'root', 'nobody'].map((name) => resets.start(visitor(), name, 'reset', true)),
    );
    // Whether it is true is found out behind the answer: all three are told the same.
    const told = begun.map(({ progress: { reference: _own, ...same } }) => same);
    expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('answers alike for a person and for nobody, and mails nobody', async () => {
    await journey.addUser('anna');
    const known = await journey.resets.start(visitor(), 'anna');
    const unknown = await journey.resets.start(visitor(), 'nobody');
    expect({ ...known.progress, reference: '' }).toEqual({ ...unknown.progress, reference: '' });
    await journey.runOutbox();
    expect(journey.sink.caught).toHaveLength(1);
    const one = await journey.resets.prove(visitor(), known.token, '00000000');
    const other = await journey.resets.prove(visitor(), unknown.token, '00000000');
    expect({ ...one.progress, reference: '' }).toEqual({ ...other.progress, reference: '' });
    expect(one.accepted).toBe(false);
  });

  it.each([
    ['a person', 'anna', 1],
    ['nobody', 'nobody', 0],
    ['somebody without an address', 'unreachable', 0],
    ['somebody who had all their mails', 'flooded', 0],
  ])(
    'has the same work to do for %s, so that the next answer is no later (A022)',
    async (...row) => {
      const [, identifier, mails] = row;
      await journey.addUser('anna');
      await journey.addUser('unreachable', { mail: null });
      await journey.addUser('flooded');
      await journey.setPolicy((policy) => ({
        ...policy,
        limits: { ...policy.limits, 'mail-per-destination-per-hour': 1 },
      }));
      await startAndReadCode(journey, 'flooded');
      await journey.resets.start(visitor(), identifier);
      expect(await journey.runOutbox()).toBe(2);
      expect(journey.sink.caught).toHaveLength(1 + mails);
    },
  );

  it('tells somebody out of scope whom to ask, at their own address only', async () => {
    await journey.setPolicy((policy) => ({
      ...policy,
      scope: {
        ...policy.scope,
        mode: 'selected',
        includeGroups: [{ directoryId: 'dir_builtin', anchor: 'grp_none' }],
      },
    }));
    await journey.addUser('eve');
    const { progress } = await journey.resets.start(visitor(), 'eve');
    expect(progress.state).toBe('proving');
    await journey.runOutbox();
    expect(journey.sink.caught).toHaveLength(1);
    expect(() => codeIn(journey.sink.caught[0] ?? noMail)).toThrow('no code');
    expect(await auditTypes(journey)).toContain('reset.not-offered');
  });

  it('offers administrators nothing weaker than two proofs', async () => {
    await makeAdministrator('root');
    await journey.resets.start(visitor(), 'root');
    await journey.runOutbox();
    const [mail = noMail] = journey.sink.caught;
    expect(mail.to).toBe('root@contoso.example');
    expect(() => codeIn(mail)).toThrow('no code');
  });

  it('keeps the proofs when the new password is refused, and says every reason', async () => {
    await journey.addUser('anna');
    const { token, code } = await startAndReadCode(journey, 'anna');
    const proof = await journey.resets.prove(visitor(), token, code);
    await expect(journey.resets.setPassword(visitor(), proof.token, 'short')).rejects.toMatchObject(
      {
        code: 'password-refused',
        faults: [{ path: 'password', code: 'too-short' }],
      },
    );
    const done = await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    expect(done.state).toBe('done');
  });

  it('lets a browser that never saw the answer to its right code send it again', async () => {
    await journey.addUser('anna');
    const { token, code } = await startAndReadCode(journey, 'anna');
    await journey.resets.prove(visitor(), token, code);
    const again = await journey.resets.prove(visitor(), token, code);
    expect(again).toMatchObject({ accepted: true, progress: { state: 'password' } });
    const done = await journey.resets.setPassword(visitor(), again.token, NEW_PASSWORD);
    expect(done.state).toBe('done');
  });

  it('opens nothing to the old cookie but the very same code', async () => {
    await journey.addUser('anna');
    const { token, code } = await startAndReadCode(journey, 'anna');
    const proof = await journey.resets.prove(visitor(), token, code);
    const gone = { code: 'not-found' };
    await expect(journey.resets.progress(visitor(), token)).rejects.toMatchObject(gone);
    await expect(journey.resets.setPassword(visitor(), token, NEW_PASSWORD)).rejects.toMatchObject(
      gone,
    );
    await expect(journey.resets.prove(visitor(), token, '00000000')).rejects.toMatchObject(gone);
    expect((await journey.resets.progress(visitor(), proof.token)).state).toBe('password');
  });

  it('ends fifteen minutes after it was started, whatever happened in it', async () => {
    await journey.addUser('anna');
    const { token, code } = await startAndReadCode(journey, 'anna');
    journey.clock.advanceSeconds(9 * 60);
    const proof = await journey.resets.prove(visitor(), token, code);
    expect(proof.progress.expiresAt).toBe(journey.clock.now() + 6 * 60_000);
    journey.clock.advanceSeconds(6 * 60);
    expect((await journey.resets.progress(visitor(), proof.token)).state).toBe('expired');
    await expect(
      journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD),
    ).rejects.toMatchObject({ code: 'session-expired' });
    expect(await journey.signsIn('anna', OLD_PASSWORD)).toBe(true);
  });

  it('sends another code only after the wait, and voids the one before', async () => {
    await journey.addUser('anna');
    const { token, code } = await startAndReadCode(journey, 'anna');
    await expect(journey.resets.chooseMethod(visitor(), token, 'email')).rejects.toMatchObject({
      code: 'too-many-requests',
    });
    journey.clock.advanceSeconds(60);
    await journey.resets.chooseMethod(visitor(), token, 'email');
    await journey.runOutbox();
    expect((await journey.resets.prove(visitor(), token, code)).accepted).toBe(false);
    const second = codeIn(journey.sink.caught[1] ?? noMail);
    expect((await journey.resets.prove(visitor(), token, second)).accepted).toBe(true);
  });

  it('ends for a person who was excluded between proof and password', async () => {
    await journey.addUser('anna');
    const { token, code } = await startAndReadCode(journey, 'anna');
    const proof = await journey.resets.prove(visitor(), token, code);
    await journey.setPolicy((policy) => ({ ...policy, scope: { ...policy.scope, mode: 'none' } }));
    const ended = await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    expect(ended.state).toBe('not-eligible');
    expect(await journey.signsIn('anna', OLD_PASSWORD)).toBe(true);
  });

  it('ends every other reset of the person', async () => {
    await journey.addUser('anna');
    const first = await startAndReadCode(journey, 'anna');
    const second = await startAndReadCode(journey, 'anna@contoso.example');
    const proof = await journey.resets.prove(visitor(), second.token, second.code);
    await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    expect((await journey.resets.progress(visitor(), first.token)).state).toBe('cancelled');
    await expect(journey.resets.prove(visitor(), first.token, first.code)).rejects.toMatchObject({
      code: 'out-of-order',
    });
  });
});

describe('the "this was not me" link', () => {
  it('freezes the account, alerts administrators, and works once', async () => {
    await makeAdministrator('root');
    const anna = await journey.addUser('anna');
    const { token, code } = await startAndReadCode(journey, 'anna');
    const proof = await journey.resets.prove(visitor(), token, code);
    await journey.resets.setPassword(visitor(), proof.token, NEW_PASSWORD);
    await journey.runOutbox();
    const notice = (journey.sink.caught.at(-1) ?? noMail).raw;
    const text = notice.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    const link = /not-me\?token=([\w-]+)/.exec(text)?.[1] ?? '';
    expect(await journey.notMe.known(visitor(), link)).toBe(true);
    expect(await journey.notMe.known(visitor({ tenantId: 'tnt_other' }), link)).toBe(false);
    const reports = await Promise.all(
      Array.from({ length: 5 }, () => journey.notMe.report(visitor(), link)),
    );
    expect(reports.filter(Boolean)).toHaveLength(1);
    expect(await journey.storage.freezes.get(anna.ref)).toMatchObject({
      reason: 'reported-not-me',
    });
    await journey.runOutbox();
    expect(journey.sink.caught.at(-1)?.to).toBe('root@contoso.example');
    await journey.resets.start(visitor(), 'anna');
    await journey.runOutbox();
    expect(() => codeIn(journey.sink.caught.at(-1) ?? noMail)).toThrow('no code');
  });
});
