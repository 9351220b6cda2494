import { limitNames, limitTable } from '../throttle/limits.ts';
import type { LimitsPolicy, MethodPolicy, Policy, Preset } from './policy.ts';

/** What the policy rules need to know of a method; the methods themselves live outside the domain. */
export interface MethodFacts {
  readonly id: string;
  /** Two proofs of one class fill one gate. */
  readonly methodClass: string;
  /** Gates that one proof of it fills: 2 for a passkey with user verification. */
  readonly fills: 1 | 2;
  readonly presets: Readonly<Record<Preset, MethodPolicy>>;
  /** Whether a preset lets administrators prove themselves with it (AD-03). */
  readonly forAdministrators: Readonly<Record<Preset, boolean>>;
  /** Too weak to stand first: counts only beside a proof of another class. */
  readonly needsEarlierProof: (settings: MethodPolicy) => boolean;
  /** Checks this method's settings; returns dotted paths of what is wrong. */
  readonly faultsOf: (settings: MethodPolicy) => readonly string[];
}

export type MethodCatalogue = ReadonlyMap<string, MethodFacts>;

function presetLimits(preset: Preset): LimitsPolicy {
  return Object.fromEntries(
    limitNames.map((name) => [name, limitTable[name].max[preset]]),
  ) as LimitsPolicy;
}

/** A whole policy with a preset's numbers; the scope is `none` until somebody decides otherwise (EN-02). */
export function presetPolicy(preset: Preset, catalogue: MethodCatalogue): Policy {
  const recommended = preset === 'recommended';
  return {
    preset,
    scope: { mode: 'none', includeGroups: [], excludeGroups: [] },
    methodsRequired: 1,
    methods: Object.fromEntries(
      [...catalogue.values()].map((method) => [method.id, method.presets[preset]]),
    ),
    administrators: {
      administratorsMayReset: true,
      methods: [...catalogue.values()]
        .filter((method) => method.forAdministrators[preset])
        .map(({ id }) => id),
    },
    registration: {
      requiredAtSignIn: recommended,
      skipsAllowed: 3,
      skipDays: 14,
      reconfirmDays: 180,
      holdHours: recommended ? 24 : 0,
      resetHoldHours: recommended ? 24 : 0,
      returnAddresses: [],
    },
    session: {
      lifetimeSeconds: 15 * 60,
      grantSeconds: 10 * 60,
      wrongAnswersPerCode: 5,
      sendsPerMethod: recommended ? 3 : 5,
      resendWaitSeconds: recommended ? [60, 120, 300] : [30],
    },
    limits: presetLimits(preset),
    password: {
      minLength: recommended ? 15 : 8,
      maxLength: recommended ? 128 : 256,
      characterClasses: recommended ? 0 : 3,
      refuseCommon: true,
      refuseContextWords: true,
      customWords: [],
    },
    unlock: { allowed: false },
    accounts: {
      expiredMayReset: false,
      protectedMayReset: false,
      serviceMayReset: false,
      fixedPasswordMayReset: false,
    },
    notifications: { notifyUser: true },
    helpContact: null,
  };
}
