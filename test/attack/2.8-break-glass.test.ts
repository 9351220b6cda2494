// A138: the sealed code as a way around every proof, for whoever steals, guesses, copies or replays it.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operator } from '../../src/services/access/caller.ts';
import { createBreakGlassCodesService } from '../../src/services/break-glass/break-glass-codes-service.ts';
import { createRandom } from '../../src/server/keys/random.ts';
import {
  type Journey,
  NEW_PASSWORD,
  OLD_PASSWORD,
  openJourney,
  tenantId,
  visitor,
} from '../kit/journey.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

let journey: Journey;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
});
afterEach(() => journey.close());

async function administrator(username: string, role = 'global-administrator' as const) {
  const user = await journey.addUser(username);
  await journey.storage.roleAssignments.assign({
    user: user.ref,
    role,
    assignedAt: journey.clock.now(),
  });
  return user;
}

const codes = () =>
  createBreakGlassCodesService({
    storage: journey.storage,
    vault: journey.vault,
    random: createRandom(),
    clock: journey.clock,
    notices: journey.desk.notices,
    signal: journey.desk.signal,
  });
const seal = () => codes().create(operator(tenantId), 'the safe in the cellar');

async function events() {
  return journey.storage.audit.after(tenantId, 0, 1000);
}

const refusalOf = (opening: Promise<unknown>) =>
  opening.then(
    () => 'opened',
    (error: { code: string }) => error.code,
  );

describe('A138: break-glass abused', () => {
  it('opens one reset of a Global Administrator whom nothing else lets in, and alarms everybody', async () => {
    const locked = await administrator('root.locked');
    await administrator('root.other');
    const reader = await journey.addUser('reader');
    await journey.storage.roleAssignments.assign({
      user: reader.ref,
      role: 'reports-reader',
      assignedAt: journey.clock.now(),
    });
    await journey.setPolicy((policy) => ({
      ...policy,
      administrators: { ...policy.administrators, administratorsMayReset: false },
    }));
    await journey.storage.freezes.freeze({
      user: locked.ref,
      reason: 'reported-not-me',
      frozenAt: journey.clock.now(),
    });
    const { id, code } = await seal();
    await journey.runOutbox();
    const before = journey.sink.caught.length;
    const { token } = await journey.breakGlass.open(visitor(), 'root.locked', code);
    await journey.runOutbox();
    const alarms = journey.sink.caught.slice(before);
    expect(alarms.map(({ to }) => to).toSorted()).toEqual([
      'reader@contoso.example',
      'root.locked@contoso.example',
      'root.other@contoso.example',
    ]);
    expect(alarms[0]?.raw).toContain('break-glass');
    expect(await journey.resets.progress(visitor(), token)).toMatchObject({
      state: 'password',
      gatesFilled: 2,
      gatesRequired: 2,
    });
    expect(await journey.resets.setPassword(visitor(), token, NEW_PASSWORD)).toMatchObject({
      state: 'done',
    });
    expect(await journey.signsIn('root.locked', NEW_PASSWORD)).toBe(true);
    const used = (await events()).find(({ type }) => type === 'break-glass.used');
    expect(used).toMatchObject({ target: id, subject: { name: 'root.locked' } });
    const types = (await events()).map(({ type }) => type);
    expect(types.indexOf('break-glass.used')).toBeLessThan(
      types.indexOf('password.write-intended'),
    );
  });

  it('takes a code once, however many hand it in at the same moment', async () => {
    await administrator('root');
    await journey.setPolicy((policy) => ({
      ...policy,
      limits: { ...policy.limits, 'break-glass-per-organisation': 10 },
    }));
    const { code } = await seal();
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => refusalOf(journey.breakGlass.open(visitor(), 'root', code))),
    );
    expect(tries.filter((one) => one === 'opened')).toHaveLength(1);
    expect(tries.filter((one) => one === 'break-glass-refused')).toHaveLength(7);
    expect(await refusalOf(journey.breakGlass.open(visitor(), 'root', code))).toBe(
      'break-glass-refused',
    );
  });

  it('refuses everybody but an enabled Global Administrator alike, and keeps the code whole', async () => {
    await administrator('root');
    await journey.addUser('user');
    await journey.addUser('gone', { enabled: false });
    await journey.setPolicy((policy) => ({
      ...policy,
      limits: { ...policy.limits, 'break-glass-per-organisation': 10 },
    }));
    const { code } = await seal();
    for (const name of ['user', 'gone', 'nobody', 'root*']) {
      expect(await refusalOf(journey.breakGlass.open(visitor(), name, code))).toBe(
        'break-glass-refused',
      );
    }
    expect(await refusalOf(journey.breakGlass.open(visitor(), 'root', code))).toBe('opened');
  });

  it('stops all guessing of an organisation after three tries in an hour, the right code included', async () => {
    await administrator('root');
    const { code } = await seal();
    const other = await seal();
    await codes().revoke(operator(tenantId), other.id);
    for (let n = 0; n < 3; n += 1) {
      const from = visitor({ ip: `198.51.100.${n}` });
      expect(await refusalOf(journey.breakGlass.open(from, 'root', other.code))).toBe(
        'break-glass-refused',
      );
    }
    expect(await refusalOf(journey.breakGlass.open(visitor(), 'root', code))).toBe(
      'too-many-requests',
    );
    journey.clock.advanceSeconds(3601);
    expect(await refusalOf(journey.breakGlass.open(visitor(), 'root', code))).toBe('opened');
  });

  it('counts no slip of the pen as a try', async () => {
    await administrator('root');
    const { code } = await seal();
    const slip = (code.startsWith('A') ? 'B' : 'A') + code.slice(1);
    for (let n = 0; n < 5; n += 1) {
      expect(await refusalOf(journey.breakGlass.open(visitor(), 'root', slip))).toBe(
        'break-glass-mistyped',
      );
    }
    expect(await refusalOf(journey.breakGlass.open(visitor(), 'root', code))).toBe('opened');
  });

  it('sets no password for somebody who lost the role, or was disabled, after the code was taken', async () => {
    const root = await administrator('root');
    await administrator('root.other');
    const { code } = await seal();
    const { token } = await journey.breakGlass.open(visitor(), 'root', code);
    await journey.storage.roleAssignments.remove(
      root.ref,
      'global-administrator',
      'global-administrator',
    );
    expect(await journey.resets.setPassword(visitor(), token, NEW_PASSWORD)).toMatchObject({
      state: 'not-eligible',
    });
    expect(await journey.signsIn('root', OLD_PASSWORD)).toBe(true);
  });

  it('fills no gate of a reset that no code opened, whatever its row says', async () => {
    const root = await administrator('root');
    const { code } = await seal();
    const { token } = await journey.breakGlass.open(visitor(), 'root', code);
    const mac = journey.vault.mac('reset-token', token);
    const row = await journey.storage.resetSessions.byToken(tenantId, mac);
    if (!row) throw new Error('no reset');
    const forged = journey.vault.mac('reset-token', 'forged');
    await journey.storage.resetSessions.add({
      ...row,
      id: 'rst_forged',
      version: 1,
      tokenMac: forged,
    });
    expect(await journey.resets.setPassword(visitor(), 'forged', NEW_PASSWORD)).toMatchObject({
      state: 'not-eligible',
    });
    expect(await journey.signsIn(root.username, OLD_PASSWORD)).toBe(true);
  });

  it('keeps nothing by which the code could be found again', async () => {
    await administrator('root');
    const { code } = await seal();
    await journey.breakGlass.open(visitor(), 'root', code);
    await journey.runOutbox();
    const kept = JSON.stringify([
      await journey.storage.breakGlassCodes.list(tenantId),
      await events(),
      journey.sink.caught,
    ]);
    expect(kept).not.toContain(code);
    expect(kept).not.toContain(code.replaceAll('-', ''));
  });

  it('leaves no way to grow the rights of the grant: no method can be chosen in it', async () => {
    await administrator('root');
    const { code } = await seal();
    const { token } = await journey.breakGlass.open(visitor(), 'root', code);
    expect(await refusalOf(journey.resets.chooseMethod(visitor(), token, 'email'))).toBe(
      'out-of-order',
    );
    journey.clock.advanceSeconds(16 * 60);
    expect(await refusalOf(journey.resets.setPassword(visitor(), token, NEW_PASSWORD))).toBe(
      'session-expired',
    );
  });
});
