import { connect as connectTcp, isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  type ConnectionOptions,
  connect as connectTls,
  TLSSocket,
} from 'node:tls';
import {
  type Change,
  Client,
  type Control,
  type Filter,
  ResultCodeError,
  type SearchOptions,
} from 'ldapts';
import type { LdapServer } from './address.ts';
import { type LdapEntry, readEntry } from './entry.ts';
import {
  isNoAnswer,
  type LdapAnswer,
  LdapRefusal,
  LinkError,
  linkErrorOf,
  resultCodes,
  SilenceError,
} from './faults.ts';

export interface LdapSearch {
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  readonly filter: Filter;
  /** `1.1` for none. */
  readonly attributes: readonly string[];
  /** Those of the attributes that are no text. */
  readonly binary?: readonly string[];
  /** At most so many entries; more than that are cut off without a word. */
  readonly sizeLimit?: number;
  /** A control that the server answers keeps what it was answered. */
  readonly controls?: readonly Control[];
}

export interface LdapTrust {
  /** PEM; null for the authorities of the system. */
  readonly authority: string | null;
  readonly serverName: string | null;
}

/**
 * One connection to one server, encrypted and not signed in. Everything throws `LinkError` when no answer came in time;
 * a connection on which that happened is closed.
 */
export interface LdapConnection {
  readonly server: LdapServer;
  /** Epoch ms. */
  readonly certificateExpiresAt: number | null;
  isAlive(): boolean;
  /** As `performance.now()`; when it was opened, before anything was asked. */
  answeredAt(): number;
  bind(
    name: string,
    password: string,
    withinMs: number,
    controls?: readonly Control[],
  ): Promise<LdapAnswer>;
  /** Throws `LdapRefusal`; an entry that is not there is none, and referrals are not followed. */
  search(search: LdapSearch, withinMs: number): Promise<readonly LdapEntry[]>;
  /**
   * The same page by page (RFC 2696).
   * @param withinMs for the next page.
   * @param isEnough asked after each page; when it is, no further one is asked for.
   */
  searchPaged(
    search: LdapSearch,
    pageSize: number,
    withinMs: () => number,
    visit: (entries: readonly LdapEntry[]) => void,
    isEnough: () => boolean,
  ): Promise<void>;
  modify(
    dn: string,
    changes: readonly Change[],
    withinMs: number,
    controls?: readonly Control[],
  ): Promise<LdapAnswer>;
  exop(
    oid: string,
    value: Buffer | undefined,
    withinMs: number,
    controls?: readonly Control[],
  ): Promise<LdapAnswer>;
  close(): void;
}

const keepAliveMs = 30_000;
const success: LdapAnswer = { code: resultCodes.success, diagnostic: '' };

/** @param withinMs for everything until the connection is encrypted. */
export async function openConnection(
  server: LdapServer,
  trust: LdapTrust,
  withinMs: number,
): Promise<LdapConnection> {
  const started = performance.now();
  const options = tlsOptions(server, trust);
  const socket =
    server.encryption === 'tls'
      ? connectTls({ ...options, port: server.port })
      : connectTcp({ host: server.host, port: server.port });
  await opened(socket, withinMs);
  socket.setKeepAlive(true, keepAliveMs);
  socket.setNoDelay(true);

  let lost = false;
  let encrypted: TLSSocket | null = socket instanceof TLSSocket ? socket : null;
  const destroy = () => {
    lost = true;
    encrypted?.destroy();
    socket.destroy();
  };
  socket.on('close', destroy);
  // An error is followed by `close`, which is what is acted upon.
  socket.on('error', destroy);

  // The client would reconnect by itself, and ask as nobody: it gets these sockets and no others.
  const client = new Client({
    url: 'ldap://connection.invalid',
    createConnection: () => socket,
    createSecureConnection: () => {
      encrypted = connectTls({ ...options, socket });
      encrypted.on('close', destroy);
      encrypted.on('error', destroy);
      return encrypted;
    },
  });

  let answeredAt = performance.now();
  const exchange = async <T>(work: () => Promise<T>, limitMs: number): Promise<T> => {
    if (lost) throw new LinkError('unreachable', false, 'the connection is closed');
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new SilenceError(limitMs)), Math.max(limitMs, 1));
    });
    try {
      const answer = await Promise.race([work(), silence]);
      answeredAt = performance.now();
      return answer;
    } catch (error) {
      if (error instanceof ResultCodeError) {
        answeredAt = performance.now();
        throw new LdapRefusal(answerOf(error));
      }
      destroy();
      if (error instanceof LinkError) throw error;
      const message = error instanceof Error ? error.message : String(error);
      throw new LinkError('unreachable', true, message, error);
    } finally {
      clearTimeout(timer);
    }
  };

  const answered = async (work: () => Promise<unknown>, limitMs: number): Promise<LdapAnswer> => {
    try {
      await exchange(work, limitMs);
      return success;
    } catch (error) {
      if (!(error instanceof LdapRefusal)) throw error;
      return { code: error.code, diagnostic: error.diagnostic };
    }
  };

  /** @param none what comes of an entry that is not there. */
  const asked = async <T>(work: () => Promise<T>, limitMs: number, none: T): Promise<T> => {
    try {
      return await exchange(work, limitMs);
    } catch (error) {
      if (!(error instanceof LdapRefusal)) throw error;
      if (error.code === resultCodes.noSuchObject) return none;
      notIfNoAnswer(error);
      throw error;
    }
  };

  if (server.encryption === 'starttls') {
    const leftMs = withinMs - (performance.now() - started);
    try {
      await exchange(() => client.startTLS(options), leftMs);
    } catch (error) {
      destroy();
      // Whoever can strip StartTLS from a connection gets no connection.
      if (error instanceof LdapRefusal)
        throw new LinkError('not-trusted', false, `StartTLS is refused: ${error.message}`);
      const { fault, message } = linkErrorOf(
        error instanceof LinkError && error.cause !== undefined ? error.cause : error,
      );
      // Nobody has asked anything over it yet.
      throw new LinkError(fault, false, message, error);
    }
  }

  return {
    server,
    certificateExpiresAt: certificateEnd(encrypted),
    isAlive: () => !lost,
    answeredAt: () => answeredAt,
    async bind(name, password, limitMs, controls) {
      // RFC 4513 §5.1.2: a server takes a name without a password for nobody, and says yes (A016).
      if (name === '' || password === '') {
        return {
          code: resultCodes.invalidCredentials,
          diagnostic: 'an empty password is never sent',
        };
      }
      const answer = await answered(() => client.bind(name, password, copyOf(controls)), limitMs);
      return notIfNoAnswer(answer);
    },
    async search(search, limitMs) {
      const { searchEntries } = await asked(
        () => client.search(search.base, searchOptions(search, limitMs), copyOf(search.controls)),
        limitMs,
        { searchEntries: [], searchReferences: [] },
      );
      return searchEntries.map(readEntry);
    },
    async searchPaged(search, pageSize, limitMs, visit, isEnough) {
      const pages = client.searchPaginated(
        search.base,
        { ...searchOptions(search, limitMs()), paged: { pageSize } },
        copyOf(search.controls),
      );
      for (;;) {
        const page = await asked(() => pages.next(), limitMs(), { done: true, value: undefined });
        if (page.done === true) return;
        visit(page.value.searchEntries.map(readEntry));
        if (isEnough()) return;
      }
    },
    async modify(dn, changes, limitMs, controls) {
      return notIfNoAnswer(
        await answered(() => client.modify(dn, [...changes], copyOf(controls)), limitMs),
      );
    },
    async exop(oid, value, limitMs, controls) {
      return notIfNoAnswer(
        await answered(() => client.exop(oid, value, copyOf(controls)), limitMs),
      );
    },
    close() {
      if (lost) return;
      // Its last word is written at once; nobody waits for what becomes of it.
      client.unbind().then(destroy, destroy);
    },
  };
}

function searchOptions(search: LdapSearch, limitMs: number): SearchOptions {
  return {
    scope: search.scope,
    filter: search.filter,
    attributes: [...search.attributes],
    explicitBufferAttributes: [...(search.binary ?? [])],
    derefAliases: 'never',
    timeLimit: Math.max(1, Math.ceil(limitMs / 1000)),
    ...(search.sizeLimit !== undefined && { sizeLimit: search.sizeLimit }),
  };
}

function tlsOptions({ host }: LdapServer, trust: LdapTrust): ConnectionOptions {
  const name = trust.serverName ?? host;
  return {
    host,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    // An address is no server name to ask for (RFC 6066 §3), and is checked all the same.
    servername: isIP(name) === 0 ? name : '',
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
    ...(trust.authority !== null && { ca: trust.authority }),
  };
}

/** Resolves when a socket is ready for its first word. */
function opened(socket: Socket, withinMs: number): Promise<void> {
  const ready = socket instanceof TLSSocket ? 'secureConnect' : 'connect';
  return new Promise((resolve, reject) => {
    const settle = (error: LinkError | null) => {
      clearTimeout(timer);
      socket.removeListener(ready, onReady);
      socket.removeListener('error', onError);
      if (error === null) return resolve();
      socket.on('error', () => socket.destroy());
      socket.destroy();
      reject(error);
    };
    const onReady = () => settle(null);
    const onError = (error: Error) => settle(linkErrorOf(error));
    const timer = setTimeout(
      () => settle(new LinkError('unreachable', false, `no connection within ${withinMs} ms`)),
      Math.max(withinMs, 1),
    );
    socket.once(ready, onReady);
    socket.once('error', onError);
  });
}

function certificateEnd(socket: TLSSocket | null): number | null {
  const end = Date.parse(socket?.getPeerCertificate().valid_to ?? '');
  return Number.isNaN(end) ? null : end;
}

function answerOf(error: ResultCodeError): LdapAnswer {
  const suffix = ` Code: 0x${error.code.toString(16)}`;
  const text = error.message.endsWith(suffix)
    ? error.message.slice(0, -suffix.length)
    : error.message;
  return { code: error.code, diagnostic: text.replaceAll('\0', '').trim() };
}

/** Busy servers are treated like silent ones, except that nothing was done. */
function notIfNoAnswer(answer: LdapAnswer): LdapAnswer {
  if (isNoAnswer(answer))
    throw new LinkError('unreachable', false, `LDAP result ${answer.code}: ${answer.diagnostic}`);
  return answer;
}

function copyOf(controls: readonly Control[] | undefined): Control[] {
  return [...(controls ?? [])];
}
