// A registration campaign, from the settings to the mails, over the API and the worker's own tasks.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { campaignDefaults, type CampaignSettings } from '../../src/domain/campaign/campaign.ts';
import type { CampaignPreviewView, CampaignView } from '../../src/contract/campaign.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { addOneOfEach, type ApiHouse, openApiHouse } from '../kit/api-house.ts';

const DAY = 24 * 3600;

let house: ApiHouse;
let root: Awaited<ReturnType<ApiHouse['signIn']>>;
let anna: DirectoryUser;

beforeEach(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
  anna = await house.addUser('anna');
  await house.addUser('berta', { locale: 'de' });
  await house.addUser('carl', { mail: null });
  await house.addUser('dora', { enabled: false });
  root = await house.signIn('global-administrator');
  await wantApp();
  // Administrators are told that the policy was weakened.
  await house.deliver();
  house.mails.length = 0;
});
afterEach(() => house.close());

/** Everybody but administrators may reset, by an app that nobody registered yet. */
async function wantApp() {
  const current = await root.call<{ policy: Policy; version: number }>('GET', '/v1/policy');
  const { policy, version } = current.body;
  const methods = Object.fromEntries(
    Object.entries(policy.methods).map(([id, settings]) => [
      id,
      { ...settings, enabled: id === 'app-code' },
    ]),
  );
  const wanted = {
    ...policy,
    methods,
    scope: { ...policy.scope, mode: 'all' },
    administrators: { ...policy.administrators, methods: ['email', 'recovery-codes'] },
  };
  const saved = await root.call('PUT', '/v1/policy', { body: { version, policy: wanted } });
  if (saved.status !== 200) throw new Error(saved.text);
}

const open: CampaignSettings = { ...campaignDefaults, quietFrom: '00:00', quietTo: '00:00' };

async function configure(change: Partial<CampaignSettings> = {}) {
  const { version } = (await view()).body;
  const body = { version, settings: { ...open, ...change } };
  return root.call<CampaignView>('PUT', '/v1/registration-campaign', { body });
}

const view = () => root.call<CampaignView>('GET', '/v1/registration-campaign');
const act = (name: string) => root.call<CampaignView>('POST', `/v1/registration-campaign/${name}`);
const preview = (settings: CampaignSettings = open, cursor: string | null = null) =>
  root.call<CampaignPreviewView>('POST', '/v1/registration-campaign/preview', {
    body: { settings, cursor },
  });

/** One minute of the worker: its housekeeping, and what that queued. */
async function aMinute(): Promise<string[]> {
  await queueReminders();
  return delivered();
}

async function queueReminders(): Promise<void> {
  const task = house.services.housekeeping.find(({ name }) => name === 'registration campaigns');
  if (!task) throw new Error('the worker looks after campaigns');
  await task.run();
}

async function delivered(): Promise<string[]> {
  const before = house.mails.length;
  await house.deliver();
  return house.mails
    .slice(before)
    .map(({ to }) => to.split('@')[0] ?? '')
    .toSorted();
}

async function letItRegister(user: DirectoryUser) {
  const answer = await root.call('POST', '/v1/hardware-tokens/import', {
    body: {
      csv: `username,serial,seed\n${user.username},T-${user.username},${'JBSWY3DPEHPK3PXP'.repeat(2)}\n`,
      dryRun: false,
    },
  });
  if (answer.status !== 200) throw new Error(answer.text);
  await house.deliver();
}

async function freshly() {
  root = await house.signIn('global-administrator');
}

const counts = async () => {
  const { campaign } = (await view()).body;
  return Object.fromEntries(
    (campaign?.people ?? []).map((one) => [`${one.standing} ${one.reminders}`, one.count]),
  );
};

describe('the dry run', () => {
  test('names who would get a mail now, and sends and keeps nothing', async () => {
    const { status, body } = await preview();
    expect(status).toBe(200);
    expect(body.due.map(({ username, to, reminders }) => [username, to, reminders])).toEqual(
      expect.arrayContaining([
        ['anna', 'anna@contoso.example', 0],
        ['berta', 'berta@contoso.example', 0],
      ]),
    );
    expect(body.due.map(({ username }) => username)).not.toContain('dora');
    expect(body.due.map(({ username }) => username)).not.toContain('carl');
    expect(body.unreachable).toBeGreaterThan(0);
    expect(await delivered()).toEqual([]);
    expect((await view()).body.campaign).toBeNull();
  });

  test('goes on in parts until everybody was looked at', async () => {
    for (let n = 0; n < 120; n += 1) {
      await house.addUser(`user-${String(n).padStart(3, '0')}`);
    }
    const first = await preview();
    expect(first.body.examined).toBe(100);
    const second = await preview(open, first.body.next);
    expect(second.body.next).toBeNull();
    const names = [...first.body.due, ...second.body.due].map(({ username }) => username);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.startsWith('user-'))).toHaveLength(120);
  });

  test('knows who was reminded already, and when they are due again', async () => {
    await configure();
    await act('start');
    await aMinute();
    expect((await preview()).body).toMatchObject({ due: [] });
    expect((await preview()).body.waiting).toBeGreaterThanOrEqual(2);
    house.clock.advanceSeconds(3 * DAY);
    await freshly();
    expect((await preview()).body.due).toContainEqual(
      expect.objectContaining({ username: 'anna', reminders: 1 }),
    );
  });
});

describe('a campaign that runs', () => {
  test('reminds everybody who has not registered enough, in their language, with a link', async () => {
    await configure();
    expect((await act('start')).body.campaign).toMatchObject({ state: 'running' });
    const told = await aMinute();
    expect(told).toEqual(expect.arrayContaining(['anna', 'berta']));
    expect(told).not.toContain('dora');
    const to = (name: string) => house.mails.find((mail) => mail.to.startsWith(name));
    expect(to('anna')?.text).toContain('https://postern.test/security-info');
    expect(to('anna')?.subject).toBe('Contoso: set up how you get back in');
    expect(to('berta')?.subject).toContain('Richten Sie ein');
    expect(await counts()).toMatchObject({ 'no-address 0': 1 });
    const notices = (await house.trail()).map(({ fields }) => fields['notice']);
    expect(notices).toContain('registration-reminder');
  });

  test('reminds nobody twice, in however many processes it runs', async () => {
    await configure();
    await act('start');
    await Promise.all(Array.from({ length: 4 }, queueReminders));
    const told = await delivered();
    expect(told.filter((name) => name === 'anna')).toHaveLength(1);
    expect(await aMinute()).toEqual([]);
  });

  test('goes on in its steps and then leaves people alone', async () => {
    await configure({ waitDays: [2] });
    await act('start');
    expect(await aMinute()).toContain('anna');
    house.clock.advanceSeconds(2 * DAY - 60);
    expect(await aMinute()).not.toContain('anna');
    house.clock.advanceSeconds(60);
    expect(await aMinute()).toContain('anna');
    expect(house.mails.findLast(({ to }) => to.startsWith('anna'))?.text).toContain(
      'This is the last reminder.',
    );
    house.clock.advanceSeconds(90 * DAY);
    expect(await aMinute()).not.toContain('anna');
    await freshly();
    expect(await counts()).toMatchObject({ 'missing 2': expect.any(Number) });
  });

  test('never writes to somebody who registered meanwhile, not even with a mail queued', async () => {
    const registration = await registrationFor(anna);
    await configure();
    await act('start');
    await queueReminders();
    // Registered between the queueing and the sending.
    await house.storage.registrations.add(registration);
    const told = await delivered();
    expect(told).not.toContain('anna');
    expect(told).toContain('berta');
    const { campaign } = (await view()).body;
    expect(campaign?.days).toMatchObject([{ registered: 1 }]);
  });

  test('counts who registered, by the day, and reminds them no more', async () => {
    await configure();
    await act('start');
    await aMinute();
    house.clock.advanceSeconds(DAY);
    await freshly();
    await letItRegister(anna);
    await aMinute();
    const { campaign } = (await view()).body;
    expect(campaign?.days.map(({ registered }) => registered)).toEqual([0, 1]);
    house.clock.advanceSeconds(3 * DAY);
    const told = await aMinute();
    expect(told).toContain('berta');
    expect(told).not.toContain('anna');
  });

  test('sends no more a day than may leave, and the rest on the next', async () => {
    for (let n = 0; n < 6; n += 1) await house.addUser(`user-${n}`);
    await configure({ dailyCap: 3 });
    await act('start');
    expect(await aMinute()).toHaveLength(3);
    expect(await aMinute()).toEqual([]);
    house.clock.advanceSeconds(DAY);
    expect(await aMinute()).toHaveLength(3);
  });

  test('is silent in quiet hours, by the clock of the organisation', async () => {
    const at = new Date(house.clock.now());
    const hour = (offset: number) =>
      `${String((at.getUTCHours() + offset + 24) % 24).padStart(2, '0')}:00`;
    await configure({ quietFrom: hour(-1), quietTo: hour(2) });
    await act('start');
    expect(await aMinute()).toEqual([]);
    expect((await view()).body.quietNow).toBe(true);
    house.clock.advanceSeconds(2 * 3600);
    expect(await aMinute()).toContain('anna');
  });

  test('does nothing while it is paused, nor with what was queued before', async () => {
    await configure();
    await act('start');
    await queueReminders();
    expect((await act('pause')).body.campaign?.state).toBe('paused');
    expect(await delivered()).toEqual([]);
    expect(await aMinute()).toEqual([]);
    expect((await act('resume')).body.campaign?.state).toBe('running');
    house.clock.advanceSeconds(3 * DAY);
    expect(await aMinute()).toContain('anna');
  });

  test('may be for chosen groups that may not reset yet', async () => {
    const group = await house.addGroup('Pilot', [anna]);
    const { version, policy } = (
      await root.call<{ policy: Policy; version: number }>('GET', '/v1/policy')
    ).body;
    await root.call('PUT', '/v1/policy', {
      body: { version, policy: { ...policy, scope: { ...policy.scope, mode: 'none' } } },
    });
    await house.deliver();
    const none = await configure({ audience: 'groups', groups: [] });
    expect(none.status).toBe(400);
    await configure({ audience: 'groups', groups: [group.ref].map(refOnly) });
    await act('start');
    expect(await aMinute()).toEqual(['anna']);
  });
});

describe('its state', () => {
  test('moves only as it fits, and every move is in the trail', async () => {
    await configure();
    expect((await act('pause')).status).toBe(409);
    expect((await act('start')).status).toBe(200);
    expect((await act('start')).status).toBe(409);
    expect((await act('resume')).status).toBe(409);
    expect((await act('stop')).body.campaign).toMatchObject({ state: 'stopped' });
    expect((await act('resume')).status).toBe(409);
    expect((await act('start')).status).toBe(200);
    const types = (await house.trail()).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('campaign.'))).toEqual([
      'campaign.started',
      'campaign.stopped',
      'campaign.started',
    ]);
  });

  test('is for those who may write the policy, with a fresh password', async () => {
    const reader = await house.signIn('reports-reader');
    expect((await reader.call('GET', '/v1/registration-campaign')).status).toBe(200);
    expect((await reader.call('POST', '/v1/registration-campaign/start')).status).toBe(403);
    house.clock.advanceSeconds(301);
    expect((await act('start')).body).toMatchObject({ code: 'reauthentication-required' });
    expect((await configure()).body).toMatchObject({ code: 'reauthentication-required' });
  });

  test('has settings that one administrator at a time changes, and that are checked', async () => {
    expect((await configure()).body.version).toBe(1);
    const stale = await root.call('PUT', '/v1/registration-campaign', {
      body: { version: 0, settings: open },
    });
    expect(stale.status).toBe(409);
    const wrong = await configure({ timeZone: 'Europe/Atlantis', dailyCap: 0 });
    expect(wrong.status).toBe(400);
    const gone = await configure({
      audience: 'groups',
      groups: [{ directoryId: 'dir_builtin', anchor: 'grp_gone' }],
    });
    expect(gone.body).toMatchObject({
      faults: [{ path: 'settings.groups.0', code: 'unknown-group' }],
    });
    const [changed] = (await house.trail()).filter(({ type }) => type === 'settings.changed');
    expect(changed?.fields).toMatchObject({ section: 'registration-campaign' });
  });
});

function refOnly({ directoryId, anchor }: { directoryId: string; anchor: string }) {
  return { directoryId, anchor };
}

/** A token as somebody else has it, for this person. */
async function registrationFor(user: DirectoryUser) {
  const other = await house.addUser(`like-${user.username}`, { enabled: false });
  await letItRegister(other);
  const [row] = await house.storage.registrations.of(other.ref);
  if (!row) throw new Error('it was registered');
  await house.storage.registrations.removeAllOf(other.ref, null);
  return { ...row, user: user.ref };
}
