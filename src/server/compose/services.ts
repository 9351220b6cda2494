import type { ChannelRegistry } from '../../ports/channel.ts';
import type { Directories } from '../../ports/directory.ts';
import type { DirectoryKindRegistry } from '../../ports/directory-kind.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { ManagedDirectories } from '../../ports/managed-directory.ts';
import type { MessageRenderer } from '../../ports/messages.ts';
import type { PushSender } from '../../ports/push.ts';
import type { ResultSigner } from '../../ports/result-signer.ts';
import type { MethodRegistry, MethodTools } from '../../ports/method.ts';
import type { VoiceDialect } from '../../ports/voice-callbacks.ts';
import { createApiKeysService } from '../../services/access/api-keys-service.ts';
import { createAccessService } from '../../services/access/create-access-service.ts';
import { createChangeService } from '../../services/access/create-change-service.ts';
import { createRolesService } from '../../services/access/roles-service.ts';
import { createSignInLimits } from '../../services/access/sign-in-limits.ts';
import { createAuditService } from '../../services/audit/audit-service.ts';
import { createBreakGlassCodesService } from '../../services/break-glass/break-glass-codes-service.ts';
import { createCampaignService } from '../../services/campaign/campaign-service.ts';
import { createReminderCheck, runCampaigns } from '../../services/campaign/run-campaigns.ts';
import {
  createDeviceService,
  type DeviceDesk,
} from '../../services/device/create-device-service.ts';
import { createHandOverService } from '../../services/hand-over/create-hand-over-service.ts';
import { createNotices } from '../../services/notify/notices.ts';
import { createOrganisationService } from '../../services/organisation/organisation-service.ts';
import type { JobHandlers } from '../../services/outbox/handlers.ts';
import { createOutboxWriter } from '../../services/outbox/jobs.ts';
import { createPushApproval } from '../../services/outbox/push-approval.ts';
import { createResolveGivenUp, createResolveReset } from '../../services/outbox/resolve-reset.ts';
import {
  createRehearseMessage,
  createSendGivenUp,
  createSendMessage,
} from '../../services/outbox/send-message.ts';
import { createTellAdministrators } from '../../services/outbox/tell-administrators.ts';
import { createGroupsService } from '../../services/people/groups-service.ts';
import { createUsersService } from '../../services/people/users-service.ts';
import { settleErasures } from '../../services/privacy/erasures.ts';
import { createPrivacyService } from '../../services/privacy/privacy-service.ts';
import { createOverviewService } from '../../services/overview/overview-service.ts';
import { createAccountsService } from '../../services/people/accounts-service.ts';
import { createImportService } from '../../services/people/import-service.ts';
import { createAdministratorsService } from '../../services/policy/administrators-service.ts';
import { createPolicyDocuments } from '../../services/policy/policy-document.ts';
import { createPolicyReader } from '../../services/policy/policy-reader.ts';
import { createOthersRegistrationsService } from '../../services/registration/others-registrations-service.ts';
import { createShutOutService } from '../../services/policy/shut-out.ts';
import { createPolicyService } from '../../services/policy/policy-service.ts';
import { createContactsImportService } from '../../services/registration/contacts-import-service.ts';
import { createHardwareTokensService } from '../../services/registration/hardware-tokens-service.ts';
import { createRegistrationService } from '../../services/registration/create-registration-service.ts';
import { createRegistrationReader } from '../../services/registration/registration-reader.ts';
import { createTemporaryPassService } from '../../services/registration/temporary-pass-service.ts';
import { createStepUpService } from '../../services/registration/step-up.ts';
import { createResetService } from '../../services/reset/create-reset-service.ts';
import { createBreakGlass } from '../../services/reset/break-glass.ts';
import { createGuardedPolicies } from '../../services/reset/breaker.ts';
import { createEligibility } from '../../services/reset/eligibility-facts.ts';
import { feelPulse } from '../../services/directory/heartbeat.ts';
import { tidyResets } from '../../services/reset/housekeeping.ts';
import { createNotMeService } from '../../services/reset/not-me.ts';
import type { SetPasswordDesk } from '../../services/reset/set-password.ts';
import { createSetUpService } from '../../services/set-up/set-up-service.ts';
import { createBlocksService } from '../../services/throttle/blocks-service.ts';
import { createLimiter } from '../../services/throttle/limiter.ts';
import { createVoiceCallbacks } from '../../services/voice/voice-callback.ts';
import { createPasswordCheck } from '../../services/writeback/password-check.ts';
import { ORPHANED_AFTER_MS, reconcileWrites } from '../../services/writeback/reconcile.ts';
import { createWriteback } from '../../services/writeback/writeback.ts';
import type { Carriers, StandingCarriers } from '../../services/carriers/carriers.ts';
import type { HousekeepingTask } from '../jobs/worker.ts';
import { readCommonPasswords } from '../runtime/common-passwords.ts';
import { createCarrying } from './carriers.ts';
import { createConnecting } from './directories.ts';
import type { Foundation } from './foundation.ts';
import { createOrganisationFacts } from './organisation.ts';

const WEEK_MS = 7 * 24 * 3600 * 1000;

/** What the composition root chose, beside the database. */
export interface Adapters {
  readonly methods: MethodRegistry;
  /** Whether a registered device signed a text. */
  readonly signedByDevice: DeviceDesk['isSigned'];
  readonly push: PushSender;
  readonly resultSigner: ResultSigner;
  /** What there is without settings. */
  readonly directories: Directories;
  readonly directoryKinds: DirectoryKindRegistry;
  readonly managed: ManagedDirectories;
  readonly channels: ChannelRegistry;
  /** Of the process's own configuration. */
  readonly standing: StandingCarriers;
  readonly messages: MessageRenderer;
  /** By the id of the channel that calls. */
  readonly voiceDialects: Readonly<Record<string, VoiceDialect>>;
}

/** Every use case, ready to be called by routes, pages, commands and the worker. */
export type Services = ReturnType<typeof createServices>;

/**
 * @param baseUrl absolute, for links in messages.
 * @param signal wakes whoever works the outbox.
 */
export function createServices(
  foundation: Foundation,
  adapters: Adapters,
  baseUrl: string,
  signal: JobSignal,
) {
  const { storage, vault, random, clock, hasher, log } = foundation;
  const { meter } = foundation.metrics;
  const { methods, managed } = adapters;

  const policies = createPolicyReader(methods);
  const connecting = createConnecting({
    ...foundation,
    policies,
    kinds: adapters.directoryKinds,
    builtin: adapters.directories,
    managed,
  });
  const { directories } = connecting;
  const limiter = createLimiter({ vault, clock, meter });
  const guarded = createGuardedPolicies({ policies, methods, limiter });
  const outbox = createOutboxWriter({ vault, random });
  const registrations = createRegistrationReader(vault);
  const notices = createNotices({ outbox, registrations, vault, random, baseUrl });
  const passwordCheck = createPasswordCheck(readCommonPasswords());
  const organisation = createOrganisationFacts(storage, policies, baseUrl);
  const voiceCallbacks = createVoiceCallbacks({
    storage,
    vault,
    random,
    clock,
    log,
    baseUrl,
    dialects: adapters.voiceDialects,
  });
  const { channels, standing } = adapters;
  const { carriers, budget, carrierSettings, carrierTests } = createCarrying({
    storage,
    vault,
    random,
    clock,
    log,
    meter,
    channels,
    standing,
    voiceCallbacks,
    policies,
    limiter,
    notices,
    messages: adapters.messages,
    brandOf: organisation.brandOf,
  });
  const reach: Carriers['reach'] = (stores, tenantId) => carriers.reach(stores, tenantId);
  const eligibility = createEligibility({
    directories,
    methods,
    registrations,
    limiter,
    clock,
    reach,
  });
  const tools = async (tenantId: string): Promise<MethodTools> => ({
    vault,
    random,
    hasher,
    origin: new URL(baseUrl).origin,
    organisation: await organisation.nameOf(tenantId),
    now: clock.now(),
  });
  const writeback = createWriteback({ storage, directories, random, clock, log, meter, signal });
  const limits = createSignInLimits({ storage, limiter, clock });

  const desk: SetPasswordDesk = {
    storage,
    vault,
    random,
    clock,
    log,
    meter,
    policies: guarded,
    methods,
    tools,
    registrations,
    directories,
    eligibility,
    limiter,
    outbox,
    signal,
    writeback,
    notices,
    budget,
    reach,
    passwordCheck,
    organisationName: organisation.nameOf,
  };
  const campaignDesk = { ...desk, baseUrl };
  const sendDesk = {
    storage,
    vault,
    clock,
    log,
    meter,
    carriers,
    budget,
    messages: adapters.messages,
    brandOf: organisation.brandOf,
    isReminderWanted: createReminderCheck(campaignDesk),
  };
  const resolveGivenUp = createResolveGivenUp(desk);
  const sendGivenUp = createSendGivenUp(sendDesk);
  const jobs: JobHandlers = {
    handlers: {
      'resolve-reset': createResolveReset(desk),
      'send-message': createSendMessage(sendDesk),
      'push-approval': createPushApproval({
        storage,
        vault,
        clock,
        log,
        registrations,
        push: adapters.push,
      }),
      'rehearse-message': createRehearseMessage(sendDesk),
      'tell-administrators': createTellAdministrators(desk),
    },
    givenUp: async (stores, job, reason) =>
      job.kind === 'resolve-reset'
        ? resolveGivenUp(stores, job, reason)
        : sendGivenUp(stores, job, reason),
  };
  const housekeeping: HousekeepingTask[] = [
    { name: 'resets', run: () => tidyResets(desk) },
    { name: 'directories', run: () => feelPulse(desk, foundation.tenantId) },
    { name: 'phone costs', run: () => storage.phoneSpending.purge(clock.now() - WEEK_MS) },
    { name: 'erasures', run: () => settleErasures({ storage, vault, clock }) },
    { name: 'registration campaigns', run: () => runCampaigns(campaignDesk) },
    { name: 'writebacks', run: () => reconcileWrites(desk, ORPHANED_AFTER_MS) },
  ];

  return {
    methods,
    policies,
    organisation,
    jobs,
    housekeeping,
    resets: createResetService(desk),
    registration: createRegistrationService(desk),
    stepUps: createStepUpService(desk),
    handOvers: createHandOverService({ ...desk, signer: adapters.resultSigner, baseUrl }),
    breakGlass: createBreakGlass(desk),
    breakGlassCodes: createBreakGlassCodesService({
      storage,
      vault,
      random,
      clock,
      notices,
      signal,
    }),
    notMe: createNotMeService({ storage, directories, vault, clock, notices, signal }),
    devices: createDeviceService({
      storage,
      directories,
      vault,
      clock,
      notices,
      signal,
      isSigned: adapters.signedByDevice,
      push: adapters.push,
    }),
    access: createAccessService({
      storage,
      directories,
      policies,
      limits,
      vault,
      random,
      clock,
      meter,
    }),
    changes: createChangeService({
      storage,
      directories,
      policies,
      limits,
      passwordCheck,
      writeback,
      notices,
      organisationName: organisation.nameOf,
      vault,
      clock,
    }),
    roles: createRolesService({ storage, directories, managed, clock }),
    apiKeys: createApiKeysService({ storage, vault, random, clock }),
    policy: createPolicyService({
      storage,
      directories,
      policies,
      methods,
      notices,
      signal,
      clock,
    }),
    administrators: createAdministratorsService({
      storage,
      directories,
      policies: guarded,
      methods,
      eligibility,
      reach,
    }),
    blocks: createBlocksService({ storage, directories, vault, clock }),
    othersRegistrations: createOthersRegistrationsService(desk),
    shutOut: createShutOutService({ storage, directories, policies, eligibility }),
    policyDocuments: createPolicyDocuments({ storage, directories, policies, methods }),
    organisationSettings: createOrganisationService({ storage, clock }),
    users: createUsersService({
      storage,
      directories,
      managed,
      policies: guarded,
      eligibility,
      clock,
    }),
    groups: createGroupsService({ storage, directories, managed, policies, clock }),
    accounts: createAccountsService({ storage, directories, clock }),
    imports: createImportService({ storage, directories, managed, random, clock }),
    temporaryPasses: createTemporaryPassService({
      storage,
      directories,
      policies,
      notices,
      vault,
      random,
      clock,
      signal,
    }),
    campaigns: createCampaignService(campaignDesk),
    privacy: createPrivacyService({
      storage,
      directories,
      managed,
      methods,
      registrations,
      vault,
      clock,
    }),
    contactsImports: createContactsImportService(desk),
    hardwareTokens: createHardwareTokensService({
      storage,
      directories,
      notices,
      vault,
      random,
      clock,
      signal,
    }),
    overview: createOverviewService({
      storage,
      directories,
      policies,
      eligibility,
      clock,
    }),
    audit: createAuditService({ storage, directories, vault, clock }),
    voiceCallbacks,
    directories,
    directorySettings: connecting.directorySettings,
    directoryTrials: connecting.directoryTrials,
    closeDirectories: connecting.closeDirectories,
    carriers,
    carrierSettings,
    carrierTests,
    setUp: createSetUpService({
      storage,
      managed,
      policies,
      passwordCheck,
      hasher,
      vault,
      random,
      clock,
    }),
    /** At the start of the only process: nobody else's write can be under way. */
    reconcileAtStart: (onlyProcess: boolean) =>
      reconcileWrites(desk, onlyProcess ? 0 : ORPHANED_AFTER_MS),
  };
}
