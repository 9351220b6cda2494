// A kind of directory to connect: the built-in one over a database of its own, with settings, a password, and silence.
import { z } from 'zod';
import { createBuiltinDirectory } from '../../../src/directories/index.ts';
import { PosternError } from '../../../src/domain/errors.ts';
import type {
  AccountState,
  DirectoryGroup,
  DirectoryPasswordPolicy,
  DirectoryUser,
} from '../../../src/ports/directory.ts';
import type {
  ConnectedDirectory,
  DirectoryCheck,
  DirectoryKind,
  DirectoryKindRegistry,
} from '../../../src/ports/directory-kind.ts';
import type { UserProfile } from '../../../src/ports/managed-directory.ts';
import { profile } from '../builtin-fixture.ts';
import { fixedClock } from '../clock.ts';
import { cheapHasher } from '../hasher.ts';
import { seededRandom } from '../random.ts';
import { openTemporaryStorage } from '../storage.ts';

const settings = z.strictObject({
  host: z.string().min(1),
  realms: z.array(z.string()),
  account: z.string().min(1),
  password: z.string().min(1).meta({ secret: true }),
});
type Settings = z.infer<typeof settings>;

export const SERVICE_PASSWORD = 'The service account signs in';
export const PERSONS_PASSWORD = 'Nine copper kettles by the door';

/** One server with its people, as often as it is connected. */
export interface KeptElsewhere {
  /** How settings name it. */
  readonly host: string;
  readonly opened: Settings[];
  readonly closed: Settings[];
  /** Answers nothing any more, or answers again. */
  silence(silent: boolean): void;
  /** What it says of every account. */
  say(state: Partial<AccountState>, rules?: DirectoryPasswordPolicy | null): void;
  addUser(username: string, more?: Partial<UserProfile>): Promise<string>;
  addGroup(name: string, members: readonly string[]): Promise<string>;
  settings(more?: Partial<Settings>): Settings;
}

export interface KeptElsewhereKind {
  readonly kinds: DirectoryKindRegistry;
  server(host: string): Promise<KeptElsewhere>;
  close(): Promise<void>;
}

export function keptElsewhere(): KeptElsewhereKind {
  const servers = new Map<string, KeptElsewhere & { open: DirectoryKind<Settings>['open'] }>();
  const stops: (() => Promise<void>)[] = [];
  const kind: DirectoryKind<Settings> = {
    id: 'kept-elsewhere',
    settings,
    defaults: { realms: [] },
    placeFields: ['host', 'account'],
    open(given, place, deps) {
      const server = servers.get(given.host);
      if (!server) throw new Error(`there is no ${given.host}`);
      return server.open(given, place, deps);
    },
    discover({ address }) {
      return servers.has(address)
        ? Promise.resolve({ settings: { host: address, realms: [] }, seen: ['kept elsewhere'] })
        : Promise.reject(new PosternError('unavailable'));
    },
  };
  return {
    kinds: new Map([[kind.id, kind as unknown as DirectoryKind]]),
    async server(host) {
      const made = await startServer(host);
      servers.set(host, made.server);
      stops.push(made.stop);
      return made.server;
    },
    async close() {
      for (const stop of stops) await stop();
    },
  };
}

async function startServer(host: string) {
  const storage = await openTemporaryStorage();
  const hasher = cheapHasher();
  const clock = fixedClock();
  const random = seededRandom();
  const tenantId = 'tnt_test';
  const own = createBuiltinDirectory({
    id: 'dir_own',
    tenantId,
    name: host,
    storage,
    hasher,
    clock,
    random,
  });
  let silent = false;
  let state: Partial<AccountState> = {};
  let rules: DirectoryPasswordPolicy | null = null;
  const opened: Settings[] = [];
  const closed: Settings[] = [];

  function answering(): void {
    if (silent) throw new PosternError('unavailable');
  }
  const server: KeptElsewhere & { open: DirectoryKind<Settings>['open'] } = {
    host,
    opened,
    closed,
    silence(now) {
      silent = now;
    },
    say(now, ruled = null) {
      state = now;
      rules = ruled;
    },
    settings: (more = {}) => ({
      host,
      realms: [],
      account: 'postern',
      password: SERVICE_PASSWORD,
      ...more,
    }),
    async addUser(username, more = {}) {
      const hash = await hasher.hash(PERSONS_PASSWORD);
      const user = await storage.transaction((stores) =>
        own
          .within(stores)
          .createUser(profile(username, { mail: `${username}@${host}.example`, ...more }), hash),
      );
      return user.ref.anchor;
    },
    async addGroup(name, members) {
      return storage.transaction(async (stores) => {
        const writes = own.within(stores);
        const group = await writes.createGroup({ name, description: null });
        for (const anchor of members) {
          await writes.addMember(group.ref.anchor, { kind: 'user', anchor });
        }
        return group.ref.anchor;
      });
    },
    open(given, { id, name }): ConnectedDirectory {
      opened.push(given);
      const refOf = <R extends { readonly directoryId: string }>(ref: R): R => ({
        ...ref,
        directoryId: id,
      });
      const person = (user: DirectoryUser): DirectoryUser => ({
        ...user,
        ref: refOf(user.ref),
        account: { ...user.account, ...state },
      });
      const group = (one: DirectoryGroup): DirectoryGroup => ({ ...one, ref: refOf(one.ref) });
      const orNull = <T, U>(value: T | null, as: (value: T) => U): U | null =>
        value === null ? null : as(value);
      const isIn = given.password === SERVICE_PASSWORD;
      const asked =
        <A extends unknown[], T>(ask: (...args: A) => Promise<T>) =>
        async (...args: A): Promise<T> => {
          answering();
          return ask(...args);
        };
      return {
        id,
        tenantId,
        kind: 'kept-elsewhere',
        name,
        locksAccounts: own.locksAccounts,
        find: asked(async (identifier) =>
          orNull(await own.find(identifier.replace(/^[^\\]*\\/, '')), person),
        ),
        read: asked(async (anchor) => orNull(await own.read(anchor), person)),
        memberOf: asked(async (anchor) => (await own.memberOf(anchor)).map(refOf)),
        searchUsers: asked(async (page) => {
          const { items, next } = await own.searchUsers(page);
          return { items: items.map(person), next };
        }),
        searchGroups: asked(async (page) => {
          const { items, next } = await own.searchGroups(page);
          return { items: items.map(group), next };
        }),
        readGroup: asked(async (anchor) => orNull(await own.readGroup(anchor), group)),
        countUsers: asked(() => own.countUsers()),
        countMembers: asked((groups) =>
          own.countMembers(groups.map((ref) => ({ ...ref, directoryId: own.id }))),
        ),
        membersOf: asked(async (anchor, limit) => {
          const found = new Set<string>();
          const groups = [anchor];
          for (const each of groups) {
            const { items } = await own.listMembers(each, { limit: 200, cursor: null });
            for (const member of items) {
              if (member.kind === 'user') found.add(member.anchor);
              else if (!groups.includes(member.anchor)) groups.push(member.anchor);
            }
          }
          return [...found].slice(0, limit);
        }),
        signIn: asked(async (identifier, password) => {
          const result = await own.signIn(identifier.replace(/^[^\\]*\\/, ''), password);
          return 'user' in result ? { ...result, user: person(result.user) } : result;
        }),
        setPassword: asked((anchor, password, writebackId) =>
          own.setPassword(anchor, password, writebackId),
        ),
        changePassword: asked((anchor, current, next, writebackId) =>
          own.changePassword(anchor, current, next, writebackId),
        ),
        unlock: asked((anchor, writebackId) => own.unlock(anchor, writebackId)),
        passwordPolicy: asked(() => Promise.resolve(rules)),
        writeState: asked((anchor) => own.writeState(anchor)),
        ping: asked(() => Promise.resolve()),
        check() {
          const checks: DirectoryCheck[] = [
            { id: 'reach', status: silent ? 'failed' : 'passed', detail: host },
          ];
          if (silent) return Promise.resolve(checks);
          const status = isIn ? 'passed' : 'failed';
          return Promise.resolve([...checks, { id: 'sign-in', status, detail: given.account }]);
        },
        health: () => ({
          state: silent ? 'unreachable' : 'connected',
          server: silent ? null : host,
          latencyMs: 1,
          lastWorkedAt: null,
          lastFailedAt: null,
          lastError: silent ? 'connection refused' : null,
          serviceRefused: false,
          certificateExpiresAt: null,
          certificateServer: null,
          failingServers: [],
        }),
        lookAround: asked(() => Promise.resolve()),
        close() {
          closed.push(given);
          return Promise.resolve();
        },
      };
    },
  };
  return { server, stop: () => storage.close() };
}
