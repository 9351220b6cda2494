// The product as it is served: a port on loopback, SQLite on disk, keys in a file, mail over real SMTP.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Role } from '../../src/domain/access/permissions.ts';
import { canonicalForm } from '../../src/domain/identifier.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { UserProfile } from '../../src/ports/managed-directory.ts';
import { loadConfig } from '../../src/server/config/index.ts';
import { type House, startServer } from '../../src/server/main.ts';
import { createLog } from '../../src/server/runtime/log.ts';
import { ApiClient } from './api-client.ts';
import { freePort } from './free-port.ts';
import { happening, watchMethods } from './watched.ts';
import { ResetClient } from './reset-client.ts';
import { type CaughtMail, codeIn, findCode, startSmtpSink } from './smtp-sink.ts';
import { raisedLimits } from './raised-limits.ts';

export const ADMINISTRATOR = {
  username: 'ada.brandt',
  password: 'nine quiet harbours in winter',
} as const;
export const OLD_PASSWORD = 'the lamp of yesterday evening';
export const NEW_PASSWORD = 'Seven green lanterns at noon';

/** Long enough for a machine with other things to do. */
const patienceMilliseconds = 20_000;

export interface Person {
  readonly directoryId: string;
  readonly anchor: string;
  readonly username: string;
  readonly mail: string | null;
}

export interface RunningOptions {
  /** The address people use, when it is not the one that is listened on. */
  readonly baseUrl?: string;
  /** `POSTERN_*` beside the data folder, the port and the mail server. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What the mail server says to a recipient instead of taking the mail: an SMTP reply code. */
  readonly refuseMail?: (to: string) => number | null;
}

/** A reset that waits for its code. */
export interface BegunReset {
  readonly reset: ResetClient;
  readonly person: Person;
  readonly code: string;
}

export type RunningServer = Awaited<ReturnType<typeof openRunningServer>>;

/** Starts it, and makes the organisation and its administrator with the set-up token. Limits are the defaults. */
export async function openRunningServer(options: RunningOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'postern-attack-'));
  const sink = await startSmtpSink(options.refuseMail);
  const lines: string[] = [];
  const written = happening();
  const stored = happening();
  const log = createLog({
    level: 'info',
    destination: {
      write(line) {
        lines.push(line);
        written.happened();
      },
    },
  });

  const site = options.baseUrl === undefined ? {} : { origin: options.baseUrl };

  async function start() {
    let opened: House | undefined;
    const port = await freePort();
    const config = loadConfig({
      file: null,
      needsMail: true,
      environment: {
        POSTERN_PORT: String(port),
        POSTERN_DATA_DIR: folder,
        POSTERN_MAIL_HOST: '127.0.0.1',
        POSTERN_MAIL_PORT: String(sink.port),
        POSTERN_MAIL_SECURITY: 'none',
        POSTERN_MAIL_FROM: 'password-reset@contoso.example',
        ...(options.baseUrl !== undefined && {
          POSTERN_BASE_URL: options.baseUrl,
          POSTERN_HOSTS: `127.0.0.1:${port}`,
        }),
        ...options.environment,
      },
    });
    const prepare = async (house: House): Promise<void> => {
      opened = house;
      const { storage } = house.foundation;
      watchMethods(storage, ['transaction'], stored.happened);
      watchMethods(storage.outbox, ['complete', 'retry'], stored.happened);
    };
    const server = await startServer(config, { log, prepare });
    if (opened === undefined) throw new Error('the server started without its house');
    return { server, house: opened, origin: `http://127.0.0.1:${port}` };
  }

  let running = await start();
  const setUpToken = running.server.setUp?.token ?? '';
  await new ApiClient(running.origin, site).ok('POST', '/set-up', {
    token: setUpToken,
    organisation: 'Contoso',
    username: ADMINISTRATOR.username,
    displayName: 'Ada Brandt',
    mail: 'ada.brandt@contoso.example',
    password: ADMINISTRATOR.password,
  });
  let administrator = await signInAdministrator();
  const taken = new Set<CaughtMail>();
  let people = 0;

  function signInAdministrator(): Promise<ApiClient> {
    const { username, password } = ADMINISTRATOR;
    return ApiClient.signIn(running.origin, username, password, site);
  }

  async function changePolicy(change: (policy: Policy) => Policy): Promise<void> {
    const { version, policy } = await administrator.ok<{ version: number; policy: Policy }>(
      'GET',
      '/policy',
    );
    await administrator.ok('PUT', '/policy', { version, policy: change(policy) });
  }

  /** The next mail to an address that no test has asked for yet; waits for it to arrive. */
  function nextMail(
    to: string,
    wanted: (mail: CaughtMail) => boolean = () => true,
    milliseconds = patienceMilliseconds,
  ): Promise<CaughtMail> {
    const isNext = (mail: CaughtMail) => mail.to === to && !taken.has(mail) && wanted(mail);
    const found = sink.caught.find(isNext);
    if (found) {
      taken.add(found);
      return Promise.resolve(found);
    }
    return new Promise((resolve, reject) => {
      let waiting = true;
      const late = setTimeout(() => {
        waiting = false;
        reject(new Error(`no mail came for ${to}`));
      }, milliseconds);
      sink.onMail((mail) => {
        if (!waiting || !isNext(mail)) return;
        waiting = false;
        clearTimeout(late);
        taken.add(mail);
        resolve(mail);
      });
    });
  }

  const setScope = (
    mode: Policy['scope']['mode'],
    includeGroups: Policy['scope']['includeGroups'] = [],
  ) => changePolicy((policy) => ({ ...policy, scope: { ...policy.scope, mode, includeGroups } }));

  const raiseVisitorLimits = () =>
    changePolicy((policy) => ({ ...policy, limits: { ...policy.limits, ...raisedLimits } }));

  /** Made by the API; then given a password, since nobody new has one. */
  async function addUser(
    username: string,
    profile: Partial<UserProfile> & { readonly password?: string | null } = {},
  ): Promise<Person> {
    const { password = OLD_PASSWORD, ...more } = profile;
    const person = await administrator.ok<Person>('POST', '/users', {
      username,
      displayName: username,
      mail: `${canonicalForm(username)}@contoso.example`,
      ...more,
    });
    if (password !== null && more.enabled !== false) {
      await running.house.directory.setPassword(person.anchor, password, 'wbk_first');
    }
    return person;
  }

  function addSomebody(): Promise<Person> {
    people += 1;
    return addUser(`person-${people}`);
  }

  async function readCode(to: string, milliseconds = patienceMilliseconds): Promise<string> {
    return codeIn(await nextMail(to, (mail) => findCode(mail) !== null, milliseconds));
  }

  return {
    sink,
    folder,
    databaseFile: join(folder, 'postern.db'),
    /** Resolves once something holds that the database decides, asked again whenever something was written. */
    whenStored: stored.until,
    /** The same for what was logged. */
    whenLogged: written.until,
    setUpToken,
    /** Everything that was logged, as it would stand on stdout. */
    lines,
    /** Where it listens. */
    get origin() {
      return running.origin;
    },
    get house() {
      return running.house;
    },
    /** A console session of the Global Administrator. */
    get administrator() {
      return administrator;
    },
    changePolicy,
    setScope,
    raiseVisitorLimits,
    /** Everybody may reset, and one visitor may play many. */
    async openToEverybody(): Promise<void> {
      await setScope('all');
      await raiseVisitorLimits();
    },
    addUser,
    addSomebody,
    /** @param person somebody new unless given. */
    async begin(person?: Person): Promise<BegunReset> {
      const whose = person ?? (await addSomebody());
      const reset = await ResetClient.started(running.origin, whose.username);
      return { reset, person: whose, code: await readCode(whose.mail ?? '') };
    },
    async giveRole({ directoryId, anchor }: Person, role: Role): Promise<void> {
      await administrator.ok('PUT', `/users/${directoryId}/${anchor}/roles/${role}`);
    },
    nextMail,
    readCode,
    /** Resolves when nothing waits in the outbox any more: whatever was going to be sent has been. */
    async outboxEmpty(): Promise<void> {
      const { outbox } = running.house.foundation.storage;
      await stored.until(async () => (await outbox.depth()) === 0);
    },
    /** Asks the directory itself, past every limit. */
    async signsIn(username: string, password: string): Promise<boolean> {
      return (await running.house.directory.signIn(canonicalForm(username), password)).ok;
    },
    /** The audit trail from a place on, oldest first. */
    trail(afterSeq = 0) {
      const { storage, tenantId } = running.house.foundation;
      return storage.audit.after(tenantId, afterSeq, 10_000);
    },
    async trailEnd(): Promise<number> {
      const { storage, tenantId } = running.house.foundation;
      return (await storage.audit.head(tenantId))?.seq ?? 0;
    },
    /**
     * What somebody with a hand on the database file does: the rows of a query, none of a statement. It waits its
     * turn: a transaction of the server, which lives in the same thread, can only end meanwhile.
     */
    async sql<Row = Record<string, unknown>>(
      text: string,
      ...values: (string | number | null)[]
    ): Promise<Row[]> {
      for (;;) {
        const database = new Database(join(folder, 'postern.db'), { timeout: 0 });
        try {
          const statement = database.prepare(text);
          if (statement.reader) return statement.all(...values) as Row[];
          statement.run(...values);
          return [];
        } catch (error) {
          if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_BUSY') throw error;
        } finally {
          database.close();
        }
        await new Promise((turn) => setImmediate(turn));
      }
    },
    /** Stops it, lets something happen to its files, and starts it on them again, on another port. */
    async restart(meanwhile: () => void = () => undefined): Promise<void> {
      await running.server.stop('test');
      meanwhile();
      running = await start();
      administrator = await signInAdministrator();
    },
    async stop(): Promise<void> {
      await running.server.stop('test');
      await sink.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
