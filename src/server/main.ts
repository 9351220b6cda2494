import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { channels, voiceDialects } from '../channels/index.ts';
import {
  createBuiltinDirectory,
  createDirectories,
  createManagedDirectories,
  directoryKinds,
} from '../directories/index.ts';
import { createMessageRenderer } from '../messages/index.ts';
import { signedByDevice } from '../methods/device.ts';
import { methods } from '../methods/index.ts';
import type { AuditEntry } from '../domain/audit/events.ts';
import type { OpenChannel } from '../ports/channel.ts';
import type { PushSender } from '../ports/push.ts';
import type { JobSignal } from '../ports/job-signal.ts';
import type { Log } from '../ports/log.ts';
import { entry } from '../services/audit/entries.ts';
import type { StandingCarriers } from '../services/carriers/carriers.ts';
import { openPostgres, openSqlite } from '../storage/index.ts';
import { type Foundation, layFoundation, type OpenStorage } from './compose/foundation.ts';
import { createRoutes } from './compose/routes.ts';
import { createServices, type Services } from './compose/services.ts';
import { offerSetUp, type SetUpOffer } from './compose/set-up-token.ts';
import { baseUrlOf, type Config } from './config/index.ts';
import { createTrustedProxies } from './http/client-address.ts';
import type { HttpEnv } from './http/env.ts';
import { directoriesOutside } from './outside-thread/directories-outside.ts';
import { mailOutside } from './outside-thread/mail-outside.ts';
import { createOutsideThread } from './outside-thread/outside-thread.ts';
import { type Answer, listen } from './http/listener.ts';
import { createWorker } from './jobs/worker.ts';
import { openResultSigner } from './keys/result-signer.ts';
import { ensureVapidKeys } from './push/vapid-keys.ts';
import { createWebPush } from './push/web-push.ts';
import { readVersion } from './runtime/version.ts';

const builtinDirectoryId = 'dir_builtin';
const connectMilliseconds = 3000;
const statementMilliseconds = 10_000;
/** Together under the four seconds that a stop may take. */
const grace = { requestsMilliseconds: 2000, jobsMilliseconds: 1500 } as const;

/** Everything but the listener and the worker: what commands need as well. */
export interface House {
  readonly foundation: Foundation;
  readonly services: Services;
  /** People and groups that are kept in Postern itself. */
  readonly directory: ReturnType<typeof createBuiltinDirectory>;
  /** Whether mails leave by the thread that asks other servers. */
  sendsOutside(): boolean;
  close(): Promise<void>;
}

/** Where a webhook of the process's own hands over texts and calls. */
export interface StandingPhones {
  readonly url: string;
  readonly secret: string;
}

export interface ServerOptions {
  readonly log: Log;
  /** Further pages below /demo. */
  readonly demo?: Hono<HttpEnv>;
  /** What texts and calls leave by until an administrator sets up a carrier for them. */
  readonly phones?: StandingPhones;
  /** Runs before the first request is answered. */
  readonly prepare?: (house: House) => Promise<void>;
}

export interface RunningServer {
  /** What people open, without a trailing slash. */
  readonly url: string;
  /** While nobody administrates the organisation yet. */
  readonly setUp: SetUpOffer | null;
  stop(reason: string): Promise<void>;
}

/** Mails that leave by the other thread cost this one little, and their jobs wait for it. */
const jobsAtATime = { here: 4, outside: 8 } as const;

const openStorage: OpenStorage = (config, deps) =>
  config.database.url === null
    ? openSqlite({ ...deps, file: join(config.dataDir, 'postern.db') })
    : openPostgres({
        ...deps,
        url: config.database.url,
        poolSize: config.database.poolSize,
        connectTimeoutMs: connectMilliseconds,
        statementTimeoutMs: statementMilliseconds,
      });

/** Opens database, keys and mail, and makes the services over them. The caller closes it. */
export async function openHouse(
  config: Config,
  log: Log,
  baseUrl: string,
  signal: JobSignal,
  phones: StandingPhones | null = null,
): Promise<House> {
  const foundation = await layFoundation(config, log, openStorage);
  const { storage, hasher, clock, random, tenantId } = foundation;
  const thread = createOutsideThread(log);
  const smtp = mailOutside(thread, channels.smtp);
  const mail = openMail(config, smtp);
  const directory = createBuiltinDirectory({
    id: builtinDirectoryId,
    tenantId,
    name: 'Postern',
    storage,
    hasher,
    clock,
    random,
  });
  const services = createServices(
    foundation,
    {
      methods,
      signedByDevice,
      push: await openPush(foundation, baseUrl),
      resultSigner: await openResultSigner(foundation),
      directories: createDirectories([directory]),
      managed: createManagedDirectories([directory]),
      directoryKinds: directoriesOutside(thread, directoryKinds),
      channels: new Map(Object.entries({ ...channels, smtp })),
      standing: {
        email: { channelId: channels.smtp.id, channel: mail },
        ...(phones !== null && standingPhones(phones, foundation)),
      },
      messages: createMessageRenderer(),
      voiceDialects,
    },
    baseUrl,
    signal,
  );
  return {
    foundation,
    services,
    directory,
    sendsOutside: () => thread.isRunning(),
    async close() {
      await services.carriers.close();
      await services.closeDirectories();
      await mail.close();
      await thread.close();
      await storage.close();
    },
  };
}

/** Starts to listen at once and answers 503 until everything is open. */
export async function startServer(config: Config, options: ServerOptions): Promise<RunningServer> {
  const { log } = options;
  let answer: Answer = () => new Response(null, { status: 503, headers: { 'Retry-After': '1' } });
  const listener = await listen((request, env) => answer(request, env), {
    host: config.listen.host,
    port: config.listen.port,
    socketsPerAddress: config.listen.socketsPerAddress,
    trustedProxies: createTrustedProxies(config.proxies.trusted),
  });
  const { port } = listener.address;
  const url = baseUrlOf(config, port);
  let wake = (): void => undefined;
  try {
    const house = await openHouse(config, log, url, { wake: () => wake() }, options.phones ?? null);
    const { foundation, services } = house;
    const worker = createWorker({
      storage: foundation.storage,
      clock: foundation.clock,
      log,
      workerId: `${hostname()}/${process.pid}`,
      jobs: services.jobs,
      jobsAtATime: () => (house.sendsOutside() ? jobsAtATime.outside : jobsAtATime.here),
      housekeeping: services.housekeeping,
    });
    await services.reconcileAtStart(config.database.url === null);
    await options.prepare?.(house);
    const setUp = await offerSetUp(services.setUp, foundation.tenantId, config.dataDir);
    await record(foundation, 'system.started', {
      version: readVersion(),
      database: databaseOf(config),
    });
    wake = () => worker.wake();
    worker.start();
    const app = createRoutes(foundation, services, { port, demo: options.demo ?? null });
    answer = (request, env) => app.fetch(request, env);
    log.info({ url, database: databaseOf(config) }, 'started');
    return {
      url,
      setUp,
      async stop(reason) {
        log.info({ reason }, 'stopping');
        await listener.close(grace.requestsMilliseconds);
        await worker.stop(grace.jobsMilliseconds);
        await record(foundation, 'system.stopped', { reason });
        await house.close();
        log.info({}, 'stopped');
      },
    };
  } catch (error) {
    await listener.close(0);
    throw error;
  }
}

/** A command may run without a mail server; what it queues is sent by the server. */
const noMail: OpenChannel = {
  send: () => Promise.resolve({ status: 'deferred', reason: 'no mail server is configured' }),
  close: () => Promise.resolve(),
};

async function openPush(foundation: Foundation, baseUrl: string): Promise<PushSender> {
  const keys = await ensureVapidKeys(foundation);
  return createWebPush({ keys, services: foundation.config.push.services, baseUrl });
}

function standingPhones(
  { url, secret }: StandingPhones,
  { clock, log }: Foundation,
): Pick<StandingCarriers, 'sms' | 'voice'> {
  const channel = channels.webhook.open(
    { url, secret, allowPrivateNetwork: true, authority: null },
    {
      clock,
      log,
      voiceCallbacks: {
        register: () => Promise.reject(new Error('the other side of a webhook reads the code')),
      },
      onReceipt: () => undefined,
    },
  );
  const carrier = { channelId: channels.webhook.id, channel };
  return { sms: carrier, voice: carrier };
}

function openMail({ mail, mailAuthority }: Config, smtp: typeof channels.smtp): OpenChannel {
  if (mail.host === null) return noMail;
  const usualPorts = { tls: 465, starttls: 587, none: 25 } as const;
  return smtp.open({
    host: mail.host,
    port: mail.port ?? usualPorts[mail.security],
    security: mail.security,
    username: mail.username,
    password: mail.password,
    authority: mailAuthority,
    from: mail.from ?? '',
    fromName: mail.fromName,
  });
}

async function record<T extends 'system.started' | 'system.stopped'>(
  { storage, clock, tenantId }: Foundation,
  type: T,
  fields: AuditEntry<T>['fields'],
): Promise<void> {
  await storage.audit.append(tenantId, entry(type, { at: clock.now(), fields }));
}

function databaseOf(config: Config): 'sqlite' | 'postgresql' {
  return config.database.url === null ? 'sqlite' : 'postgresql';
}
