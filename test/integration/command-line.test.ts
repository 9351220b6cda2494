import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { parse as parseCsv } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runCommandLine } from '../../src/cli/main.ts';
import { readBreakGlassCode } from '../../src/domain/break-glass-code.ts';
import { loadConfig } from '../../src/server/config/index.ts';
import { type House, openHouse } from '../../src/server/main.ts';
import { createLog } from '../../src/server/runtime/log.ts';
import { operator } from '../../src/services/access/caller.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-cli-'));
const environment = { POSTERN_DATA_DIR: join(folder, 'data') };
const file = (name: string) => join(folder, name);

/** What the server does at its first start, and some people. */
async function settle(): Promise<void> {
  await atHome(async (house) => {
    const caller = operator(house.foundation.tenantId);
    const megan = await house.services.users.create(caller, person('megan'));
    const pilot = await house.services.groups.create(caller, {
      name: 'SSPR pilot',
      description: null,
    });
    await house.services.groups.addMember(caller, pilot.ref, {
      kind: 'user',
      anchor: megan.ref.anchor,
    });
    await house.services.users.create(caller, person('adele'));
  });
}

async function atHome<T>(work: (house: House) => Promise<T>): Promise<T> {
  const config = loadConfig({ file: null, environment, needsMail: false });
  const house = await openHouse(config, createLog({ level: 'silent' }), 'http://localhost', {
    wake() {},
  });
  try {
    return await work(house);
  } finally {
    await house.close();
  }
}

const person = (username: string) => ({
  username,
  displayName: username,
  givenName: null,
  surname: null,
  mail: `${username}@contoso.example`,
  alternateMail: null,
  mobile: null,
  officePhone: null,
  locale: null,
  enabled: true,
});

async function postern(...args: string[]) {
  let out = '';
  let complaints = '';
  const code = await runCommandLine(args, {
    environment,
    say: (line) => {
      out += `${line}\n`;
    },
    print: (text) => {
      out += text;
      return Promise.resolve();
    },
    complain: (line) => {
      complaints += `${line}\n`;
    },
    untilStopped: () => new Promise(() => undefined),
  });
  return { code, out, complaints };
}

beforeAll(settle);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('postern policy', () => {
  test('export, diff and apply agree', async () => {
    const exported = await postern('policy', 'export');
    expect(exported).toMatchObject({ code: 0, complaints: '' });
    expect(parse(exported.out)).toMatchObject({ preset: 'recommended', scope: { mode: 'none' } });
    writeFileSync(file('policy.yaml'), exported.out);
    expect(await postern('policy', 'diff', file('policy.yaml'))).toEqual({
      code: 0,
      out: 'no difference\n',
      complaints: '',
    });

    const short =
      'scope:\n  mode: selected\n  includeGroups: [sspr PILOT]\nnotifications:\n  notifyUser: false\n';
    writeFileSync(file('short.yaml'), short);
    const diff = await postern('policy', 'diff', file('short.yaml'));
    expect(diff.code).toBe(1);
    expect(diff.out.split('\n')).toEqual([
      '~ scope.mode: "none" -> "selected"',
      expect.stringMatching(
        /^~ scope\.includeGroups: \[\] -> \[\{"directoryId":"dir_builtin","anchor":"grp_\w+"\}\]$/,
      ),
      '! notifications.notifyUser: true -> false   (weakens)',
      'in scope: 0 -> 1 of 2 people',
      '',
    ]);
    const applied = await postern('policy', 'apply', file('short.yaml'));
    expect(applied).toMatchObject({ code: 0 });
    expect(applied.out).toContain('version 1 is in force');
    const [again] = [await postern('policy', 'apply', file('short.yaml'))];
    expect(again.out).toBe('no difference; version 1 stays in force\n');
    const now = await postern('policy', 'export');
    expect(parse(now.out)).toMatchObject({
      scope: {
        mode: 'selected',
        includeGroups: [{ name: 'SSPR pilot', directory: 'dir_builtin' }],
      },
    });
    const [event] = await atHome(({ foundation: { storage, tenantId } }) =>
      storage.audit.page(tenantId, { types: ['policy.changed'], limit: 1 }),
    );
    expect(event).toMatchObject({
      actor: { kind: 'operator' },
      fields: { via: 'operator', version: 1 },
    });
  });

  test('finds a group by its name when its anchor is of another installation', async () => {
    const text =
      'scope:\n  mode: selected\n  includeGroups:\n    - {name: SSPR pilot, directory: dir_other, anchor: grp_other}\nnotifications: {notifyUser: false}\n';
    writeFileSync(file('moved.yaml'), text);
    expect(await postern('policy', 'diff', file('moved.yaml'))).toMatchObject({ code: 0 });
  });

  test('names the line of what is wrong, and changes nothing', async () => {
    const before = (await postern('policy', 'export')).out;
    const wrong = [
      'scope:',
      '  mode: some',
      '  excludeGroups: [Nobody by this name]',
      'methodsRequired: 3',
      'session:',
      '  wrongAnswersPerCode: 50',
      'colour: blue',
    ].join('\n');
    writeFileSync(file('wrong.yaml'), wrong);
    const applied = await postern('policy', 'apply', file('wrong.yaml'));
    expect(applied.code).toBe(1);
    const places = applied.complaints
      .split('\n')
      .slice(1, -1)
      .map((line) => line.replace(`${folder}/`, '').split(': ').slice(0, 2).join(' '));
    expect(places.toSorted()).toEqual([
      'wrong.yaml:2 scope.mode',
      'wrong.yaml:4 methodsRequired',
      'wrong.yaml:6 session.wrongAnswersPerCode',
      'wrong.yaml:7 colour',
    ]);
    writeFileSync(file('unknown.yaml'), 'scope:\n  mode: all\n  excludeGroups: [Nobody]\n');
    expect((await postern('policy', 'apply', file('unknown.yaml'))).complaints).toContain(
      'unknown.yaml:3: scope.excludeGroups.0: There is no such group.',
    );
    writeFileSync(file('impossible.yaml'), 'scope: {mode: all}\nmethodsRequired: 2\n');
    expect((await postern('policy', 'diff', file('impossible.yaml'))).complaints).toContain(
      'impossible.yaml:2: methodsRequired: ',
    );
    expect((await postern('policy', 'export')).out).toBe(before);
  });

  test('apply keeps to the version it was told', async () => {
    writeFileSync(file('contact.yaml'), 'helpContact: help@contoso.example\n');
    const stale = await postern('policy', 'apply', file('contact.yaml'), '--if-version', '0');
    expect(stale).toMatchObject({ code: 1, complaints: expect.stringContaining('conflict') });
  });
});

describe('postern audit', () => {
  test('verify counts what is whole, and names the first record that is not', async () => {
    const intact = await postern('audit', 'verify');
    expect(intact).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^intact: \d+ records\n$/),
    });
    const data = join(folder, 'data', 'postern.db');
    const db = new Database(data);
    const kept = db.prepare('SELECT outcome FROM audit_records WHERE seq = 2').get() as {
      outcome: string;
    };
    db.prepare("UPDATE audit_records SET outcome = 'failure' WHERE seq = 2").run();
    const broken = await postern('audit', 'verify');
    db.prepare('UPDATE audit_records SET outcome = ? WHERE seq = 2').run(kept.outcome);
    db.close();
    expect(broken.code).toBe(1);
    expect(broken.out).toMatch(
      /^not intact: record 2 is the first bad one \(altered\); 1 before it /,
    );
    expect((await postern('audit', 'verify')).code).toBe(0);
  });

  test('export writes what was asked for', async () => {
    const csv = await postern('audit', 'export', '--type', 'user.created', '--from', '2020-01-01');
    const rows = parseCsv<Record<string, string>>(csv.out, {
      columns: true,
      record_delimiter: '\r\n',
    });
    expect(rows.map(({ subjectName }) => subjectName)).toEqual(['megan', 'adele']);
    const json = await postern(
      'audit',
      'export',
      '--format',
      'json',
      '--to',
      '2020-01-01T00:00:00Z',
    );
    expect(json).toMatchObject({ code: 0, out: '' });
  });
});

describe('postern user', () => {
  test('explain says what every rule found', async () => {
    const megan = await postern('user', 'explain', ' MEGAN@contoso.example');
    expect(megan).toMatchObject({ code: 0 });
    expect(megan.out.split('\n').slice(1)).toEqual([
      'can reset now, with one proof',
      '  passed  account          enabled',
      '  passed  expiry           not-expired',
      '  passed  protection       not-protected',
      '  passed  service          no-service',
      '  passed  password-change  changeable',
      '  passed  scope            member',
      '  passed  freeze           not-frozen',
      '  passed  limits           not-blocked',
      '  passed  methods          1/1',
      'directory: Postern (builtin)',
      'account: ordinary',
      'password: current, nobody knows when it was changed',
      'password rules: none of the directory’s are known',
      'groups: SSPR pilot',
      'roles: none',
      '',
    ]);
    expect((await postern('user', 'explain', 'adele')).out).toContain(
      'cannot reset now: not-a-member\n',
    );
    expect(await postern('user', 'explain', 'nobody')).toMatchObject({ code: 1, out: '' });
  });

  test('import tries dry, refuses a file with a bad row, and writes a good one', async () => {
    writeFileSync(
      file('people.csv'),
      'username,displayName,mail\nmegan,Megan Bowen,\nlee,Lee Gu,not an address\n',
    );
    const bad = await postern('user', 'import', file('people.csv'));
    expect(bad).toMatchObject({
      code: 1,
      out: '0 would be made, 1 would be updated, 0 unchanged, 1 rows refused\n',
      complaints: expect.stringContaining('people.csv: row 2, mail: '),
    });
    writeFileSync(file('people.csv'), 'username,displayName\nmegan,Megan Bowen\nlee,Lee Gu\n');
    const dry = await postern('user', 'import', file('people.csv'), '--dry-run');
    expect(dry).toMatchObject({
      code: 0,
      out: '1 would be made, 1 would be updated, 0 unchanged, 0 rows refused\n',
    });
    const real = await postern('user', 'import', file('people.csv'));
    expect(real).toMatchObject({
      code: 0,
      out: '1 made, 1 updated, 0 unchanged, 0 rows refused\n',
    });
    expect((await postern('user', 'explain', 'lee')).out).toContain('Lee Gu (lee, ');
  });
});

describe('postern registration', () => {
  test('import names bad rows and changes nothing, and registers numbers when all are good', async () => {
    writeFileSync(
      file('contacts.csv'),
      'username,mobile\nadele,0151 1234567\nnobody,+4915112345678\n',
    );
    const bad = await postern('registration', 'import', file('contacts.csv'));
    expect(bad.code).toBe(1);
    expect(bad.complaints).toContain('contacts.csv: row 1, mobile: ');
    expect(bad.complaints).toContain('contacts.csv: row 2, username: ');
    writeFileSync(file('contacts.csv'), 'username,mobile\nadele,+4915112345678\n');
    const dry = await postern('registration', 'import', file('contacts.csv'), '--dry-run');
    expect(dry.out).toContain('1 would be registered, 0 would be replaced, 0 unchanged, 0 kept');
    const real = await postern('registration', 'import', file('contacts.csv'));
    expect(real).toMatchObject({
      code: 0,
      out: expect.stringContaining('1 registered, 0 replaced'),
    });
    const again = await postern('registration', 'import', file('contacts.csv'));
    expect(again.out).toContain('0 registered, 0 replaced, 1 unchanged, 0 kept');
  });
});

describe('wrong use', () => {
  test.each([
    ['policy', 'diff'],
    ['policy', 'apply', 'a', 'b'],
    ['policy', 'apply', '/no/such/file'],
    ['policy', 'export', 'x'],
    ['policy', 'shred'],
    ['audit', 'export', '--format', 'xlsx'],
    ['audit', 'export', '--type', 'unheard'],
    ['audit', 'export', '--from', 'yesterday'],
    ['audit', 'verify', '--loudly'],
    ['user', 'explain'],
    ['user', 'import'],
  ])('postern %s %s %s is answered with 2', async (...args) => {
    const { code, out } = await postern(...args.filter((word) => word !== undefined));
    expect([code, out]).toEqual([2, '']);
  });

  test('of an installation that is not there makes none, and is answered with 78', async () => {
    const nowhere = join(folder, 'nowhere');
    const { code, complaints } = await (async () => {
      let said = '';
      const result = await runCommandLine(['audit', 'verify'], {
        environment: { POSTERN_DATA_DIR: nowhere },
        say() {},
        print: () => Promise.resolve(),
        complain: (line) => {
          said += line;
        },
        untilStopped: () => new Promise(() => undefined),
      });
      return { code: result, complaints: said };
    })();
    expect(code).toBe(78);
    expect(complaints).toContain('keys.json');
    expect(() => readFileSync(join(nowhere, 'postern.db'))).toThrow('ENOENT');
  });
});

describe('break-glass', () => {
  test('makes a code that is shown once, lists it without it, and revokes it', async () => {
    const made = await postern('break-glass', 'create', 'the', 'safe');
    expect(made.code).toBe(0);
    const code = /([0-9A-Z]{4}-){6}[0-9A-Z]{4}/.exec(made.out)?.[0] ?? '';
    expect(readBreakGlassCode(code)).not.toBeNull();
    expect(made.out).toContain('/break-glass');
    const id = /bgc_\w+/.exec(made.out)?.[0] ?? '';
    const listed = await postern('break-glass', 'list');
    expect(listed.out).toMatch(new RegExp(`^${id}  made \\S+  sealed  the safe$`, 'm'));
    expect(listed.out).not.toContain(code);
    expect((await postern('break-glass', 'revoke', id)).code).toBe(0);
    expect((await postern('break-glass', 'list')).out).toContain('revoked');
    expect(await postern('break-glass', 'revoke', id)).toMatchObject({
      code: 1,
      complaints: `postern: no sealed code has the id ${id}\n`,
    });
    const trail = await postern('audit', 'export', '--format', 'json');
    expect(trail.out).toContain('break-glass.created');
    expect(trail.out).toContain('break-glass.revoked');
    expect(trail.out).not.toContain(code);
  });

  test('wants its arguments right', async () => {
    expect((await postern('break-glass', 'revoke')).code).toBe(2);
    expect((await postern('break-glass', 'list', 'all')).code).toBe(2);
    expect((await postern('break-glass', 'create', 'x'.repeat(121))).code).toBe(2);
    expect((await postern('break-glass')).code).toBe(2);
  });
});
