// The reset with everything real but time: SQLite on disk, the built-in directory, SMTP over loopback.
import { canonicalForm } from '../../src/domain/identifier.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { presetPolicy } from '../../src/domain/policy/presets.ts';
import { channels, voiceDialects } from '../../src/channels/index.ts';
import { createCarrying } from '../../src/server/compose/carriers.ts';
import { createVoiceCallbacks } from '../../src/services/voice/voice-callback.ts';
import { createBuiltinDirectory, createDirectories } from '../../src/directories/index.ts';
import type { MethodTools } from '../../src/ports/method.ts';
import { methods } from '../../src/methods/index.ts';
import { createMessageRenderer } from '../../src/messages/index.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import type { LeasedJob } from '../../src/ports/storage/outbox.ts';
import type { Log, Meter } from '../../src/ports/log.ts';
import type { PasswordHasher } from '../../src/ports/password-hasher.ts';
import type { Storage } from '../../src/ports/storage/index.ts';
import { readCommonPasswords } from '../../src/server/runtime/common-passwords.ts';
import { createNotices } from '../../src/services/notify/notices.ts';
import { createOutboxWriter, readSendMessage } from '../../src/services/outbox/jobs.ts';
import { createResolveReset } from '../../src/services/outbox/resolve-reset.ts';
import {
  createRehearseMessage,
  createSendGivenUp,
  createSendMessage,
} from '../../src/services/outbox/send-message.ts';
import { createPushApproval } from '../../src/services/outbox/push-approval.ts';
import { createTellAdministrators } from '../../src/services/outbox/tell-administrators.ts';
import {
  catalogueOf,
  createPolicyReader,
  POLICY_SECTION,
} from '../../src/services/policy/policy-reader.ts';
import { createResetService } from '../../src/services/reset/create-reset-service.ts';
import { createBreakGlass } from '../../src/services/reset/break-glass.ts';
import { createGuardedPolicies } from '../../src/services/reset/breaker.ts';
import { createEligibility } from '../../src/services/reset/eligibility-facts.ts';
import { createNotMeService } from '../../src/services/reset/not-me.ts';
import { createRegistrationService } from '../../src/services/registration/create-registration-service.ts';
import { createRegistrationReader } from '../../src/services/registration/registration-reader.ts';
import { createStepUpService } from '../../src/services/registration/step-up.ts';
import { createLimiter } from '../../src/services/throttle/limiter.ts';
import type { Visitor } from '../../src/services/visitor.ts';
import { createPasswordCheck } from '../../src/services/writeback/password-check.ts';
import { createWriteback } from '../../src/services/writeback/writeback.ts';
import { createRandom } from '../../src/server/keys/random.ts';
import type { ChannelKind, ChannelRegistry } from '../../src/ports/channel.ts';
import {
  CARRIERS_SECTION,
  type StoredCarrier,
} from '../../src/services/carriers/carriers-document.ts';
import type { Carriers } from '../../src/services/carriers/carriers.ts';
import { sealSettings } from '../../src/services/carriers/channel-secrets.ts';
import { fixedClock } from './clock.ts';
import { cheapHasher } from './hasher.ts';
import type { PhoneSink } from './phone-sink.ts';
import { startSmtpSink } from './smtp-sink.ts';
import { noPush } from './no-push.ts';
import { steered } from './steered-directory.ts';
import { fixedVault } from './vault.ts';

const quiet: Log = { info() {}, warn() {}, error() {}, child: () => quiet };
const meter: Meter = { count() {}, observeSeconds() {} };
const registry: ChannelRegistry = new Map(Object.entries(channels));
const webhookChannel = registry.get('webhook') as NonNullable<ReturnType<ChannelRegistry['get']>>;
const commonPasswords = readCommonPasswords();

export const tenantId = 'tnt_test';
export const OLD_PASSWORD = 'the password of yesterday';
export const NEW_PASSWORD = 'Seven green lanterns at noon';

export type Journey = Awaited<ReturnType<typeof openJourney>>;

/**
 * @param storage an empty one; closed by {@link Journey.close}.
 * @param hasher cheap unless what it costs is what is measured.
 */
export async function openJourney(storage: Storage, hasher: PasswordHasher = cheapHasher()) {
  const clock = fixedClock();
  const random = createRandom();
  const vault = fixedVault();
  const sink = await startSmtpSink();
  const mail = channels.smtp.open({
    host: '127.0.0.1',
    port: sink.port,
    security: 'none',
    username: null,
    password: null,
    authority: null,
    from: 'postern@reset.example',
    fromName: 'Postern',
  });
  await storage.tenants.add({ id: tenantId, name: 'Contoso', createdAt: clock.now() });
  const builtin = createBuiltinDirectory({
    id: 'dir_builtin',
    tenantId,
    name: 'Contoso',
    storage,
    hasher,
    clock,
    random,
  });
  const { directory, steering } = steered(builtin);
  // Nobody is locked in the built-in directory, unless a test says so.
  steering.locksAccounts = false;
  const directories = createDirectories([directory]);
  const limiter = createLimiter({ vault, clock, meter });
  const signal = { wake() {} };
  const registrations = createRegistrationReader(vault);
  const outbox = createOutboxWriter({ vault, random });
  const notices = createNotices({
    outbox,
    registrations,
    vault,
    random,
    baseUrl: 'https://reset.example',
  });
  const voiceCallbacks = createVoiceCallbacks({
    storage,
    vault,
    random,
    clock,
    log: quiet,
    baseUrl: 'https://reset.example',
    dialects: voiceDialects,
  });
  const policies = createGuardedPolicies({
    policies: createPolicyReader(methods),
    methods,
    limiter,
  });
  const messages = createMessageRenderer();
  const brandOf = () =>
    Promise.resolve({ organisation: 'Contoso', helpContact: null, host: 'reset.example' });
  const { carriers, budget } = createCarrying({
    storage,
    vault,
    random,
    clock,
    log: quiet,
    meter,
    channels: registry,
    standing: { email: { channelId: 'smtp', channel: mail } },
    voiceCallbacks,
    policies,
    limiter,
    notices,
    messages,
    brandOf,
  });
  const reach: Carriers['reach'] = (stores, tenant) => carriers.reach(stores, tenant);
  const desk = {
    storage,
    vault,
    random,
    clock,
    log: quiet,
    meter,
    policies,
    methods,
    directories,
    limiter,
    registrations,
    eligibility: createEligibility({
      directories,
      methods,
      registrations,
      limiter,
      clock,
      reach,
    }),
    tools: (): Promise<MethodTools> =>
      Promise.resolve({
        vault,
        random,
        hasher,
        origin: 'https://reset.example',
        organisation: 'Contoso',
        now: clock.now(),
      }),
    outbox,
    signal,
    notices,
    budget,
    reach,
    passwordCheck: createPasswordCheck(commonPasswords),
    organisationName: () => Promise.resolve('Contoso'),
    writeback: createWriteback({ storage, directories, random, clock, log: quiet, meter, signal }),
  };
  const sending = {
    storage,
    vault,
    clock,
    log: quiet,
    meter,
    carriers,
    budget,
    messages,
    brandOf,
    // No journey is a campaign.
    isReminderWanted: () => Promise.resolve(false),
  };
  const handlers = {
    'resolve-reset': createResolveReset(desk),
    'send-message': createSendMessage(sending),
    'rehearse-message': createRehearseMessage(sending),
    'tell-administrators': createTellAdministrators(desk),
    'push-approval': createPushApproval({ ...desk, push: noPush }),
  };
  const givenUp = createSendGivenUp(sending);

  /** The newest code on its way to anybody, by whatever carrier. */
  let code: string | null = null;

  function noteCode(job: LeasedJob): void {
    if (job.kind !== 'send-message') return;
    const { params } = readSendMessage(vault, job);
    if ('code' in params) code = params.code;
  }

  async function runOutbox(): Promise<number> {
    let ran = 0;
    for (;;) {
      const jobs = await storage.outbox.lease('test', clock.now(), 30, 16);
      if (jobs.length === 0) return ran;
      for (const job of jobs) {
        noteCode(job);
        const result = await handlers[job.kind](job);
        await storage.transaction(async (stores) => {
          if (result.result === 'retry') {
            await stores.outbox.retry(job.id, job.fence, clock.now() + 10_000, result.reason);
          } else if (result.result === 'failed') {
            await stores.outbox.fail(job.id, job.fence, clock.now(), result.reason);
            await givenUp(stores, job, result.reason);
          } else {
            await stores.outbox.complete(job.id, job.fence, clock.now());
            await result.settle?.(stores);
          }
        });
        ran += 1;
      }
    }
  }

  /** Replaces what carries messages: in this order, each leading to a sink, for the countries texts may go to. */
  async function setCarriers(
    list: readonly (Partial<StoredCarrier> & {
      readonly kind: ChannelKind;
      readonly sink: PhoneSink;
    })[],
    { countries = ['US', 'GB', 'DE'], costPerDay = 0 } = {},
  ): Promise<void> {
    const current = await storage.settings.current(tenantId, CARRIERS_SECTION);
    const stored = list.map(({ sink: { settings }, ...one }, index): StoredCarrier => {
      const id = one.id ?? `car_${index}`;
      const sealed = sealSettings(vault, tenantId, webhookChannel, id, settings, null);
      if (!sealed.ok) throw new Error('the settings of the sink are wrong');
      const common = { id, channel: 'webhook', name: id, enabled: true, countries: [], price: 0 };
      return { ...common, ...sealed.kept, ...one };
    });
    const document = { carriers: stored, countries, costPerDay };
    const version = current?.version ?? 0;
    await storage.settings.replace(
      tenantId,
      CARRIERS_SECTION,
      version,
      document,
      clock.now(),
      null,
    );
  }

  async function setPolicy(change: (policy: Policy) => Policy): Promise<void> {
    const current = await storage.settings.current(tenantId, POLICY_SECTION);
    const before =
      (current?.document as Policy | undefined) ??
      presetPolicy('recommended', catalogueOf(methods));
    await storage.settings.replace(
      tenantId,
      POLICY_SECTION,
      current?.version ?? 0,
      change(before),
      clock.now(),
      null,
    );
  }

  async function addUser(
    username: string,
    profile: Partial<DirectoryUser> = {},
  ): Promise<DirectoryUser> {
    const hash = await hasher.hash(OLD_PASSWORD);
    return storage.transaction((stores) =>
      directory.within(stores).createUser(
        {
          username,
          displayName: profile.displayName ?? username,
          givenName: null,
          surname: null,
          mail: profile.mail === undefined ? `${username}@contoso.example` : profile.mail,
          alternateMail: profile.alternateMail ?? null,
          mobile: profile.mobile ?? null,
          officePhone: profile.officePhone ?? null,
          locale: null,
          enabled: profile.enabled ?? true,
        },
        hash,
      ),
    );
  }

  return {
    storage,
    clock,
    random,
    vault,
    registrations,
    tools: desk.tools,
    sink,
    directory,
    /** What the directory does besides what the built-in one does. */
    steering,
    desk,
    resets: createResetService(desk),
    registration: createRegistrationService(desk),
    stepUps: createStepUpService(desk),
    breakGlass: createBreakGlass(desk),
    notMe: createNotMeService({ storage, directories, vault, clock, notices, signal }),
    resolve: handlers['resolve-reset'],
    runOutbox,
    /** Throws when none was sent. */
    lastCode(): string {
      if (code === null) throw new Error('no code is on its way');
      return code;
    },
    setPolicy,
    setCarriers,
    carriers,
    budget,
    addUser,
    signsIn: async (username: string, password: string) =>
      (await directory.signIn(canonicalForm(username), password)).ok,
    async close() {
      await carriers.close();
      await mail.close();
      await sink.stop();
      await storage.close();
    },
  };
}

export function visitor(overrides: Partial<Visitor> = {}): Visitor {
  return { tenantId, ip: '192.0.2.10', userAgent: 'test', locale: 'en', ...overrides };
}
