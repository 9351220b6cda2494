import type { ChannelRegistry } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log, Meter } from '../../ports/log.ts';
import type { MessageBrand, MessageRenderer } from '../../ports/messages.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { type CarrierTests, createCarrierTests } from '../../services/carriers/carrier-test.ts';
import {
  type CarriersService,
  createCarriersService,
} from '../../services/carriers/carriers-service.ts';
import {
  type Carriers,
  createCarriers,
  type StandingCarriers,
} from '../../services/carriers/carriers.ts';
import { createOpenCarriers } from '../../services/carriers/open-carriers.ts';
import { createPhoneBudget, type PhoneBudget } from '../../services/carriers/phone-budget.ts';
import type { Notices } from '../../services/notify/notices.ts';
import type { PolicyReader } from '../../services/policy/policy-reader.ts';
import type { Limiter } from '../../services/throttle/limiter.ts';
import type { VoiceCallbackService } from '../../services/voice/voice-callback.ts';
import { phonePlan } from '../runtime/phone-plan.ts';

/** All that messages leave by, with the budgets that texts and calls are held to. */
export function createCarrying(deps: {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly channels: ChannelRegistry;
  readonly standing: StandingCarriers;
  readonly voiceCallbacks: VoiceCallbackService;
  readonly policies: PolicyReader;
  readonly limiter: Limiter;
  readonly notices: Notices;
  readonly messages: MessageRenderer;
  readonly brandOf: (tenantId: string) => Promise<MessageBrand>;
}): {
  readonly carriers: Carriers;
  readonly budget: PhoneBudget;
  readonly carrierSettings: CarriersService;
  readonly carrierTests: CarrierTests;
} {
  const { storage, vault, clock, log, meter } = deps;
  const open = createOpenCarriers({
    channels: deps.channels,
    vault,
    depsOf: (tenantId) => ({
      clock,
      log,
      voiceCallbacks: deps.voiceCallbacks.of(tenantId),
      // Whether a message arrived is good to know of a carrier, and says nothing of who read it (A118).
      onReceipt: ({ status }) => meter.count('carrier_receipts', { status }),
    }),
  });
  const budget = createPhoneBudget({ ...deps, phonePlan });
  const { standing } = deps;
  const carriers = createCarriers({ storage, open, standing, budget, phonePlan, clock, log });
  return {
    carriers,
    budget,
    carrierSettings: createCarriersService({ ...deps, phonePlan }),
    carrierTests: createCarrierTests({ ...deps, carriers }),
  };
}
