import { z } from 'zod';
import { groupRefSchema } from '../identity.ts';
import { isAllowable, LONGEST_ADDRESS } from '../registration/return-address.ts';
import { limitNames, limitTable } from '../throttle/limits.ts';

export const presetSchema = z.enum(['recommended', 'entra']);
export type Preset = z.infer<typeof presetSchema>;

/** Who may reset. `selected` counts members of nested groups; an excluded group always wins. */
export const scopeSchema = z.strictObject({
  mode: z.enum(['none', 'selected', 'all']),
  includeGroups: z.array(groupRefSchema).max(1000),
  excludeGroups: z.array(groupRefSchema).max(1000),
});
export type Scope = z.infer<typeof scopeSchema>;

/** Every method carries `enabled`; the rest of a method's settings is checked by the method's own schema. */
export const methodPolicySchema = z.looseObject({ enabled: z.boolean() });
export type MethodPolicy = z.infer<typeof methodPolicySchema>;

const seconds = (min: number, max: number) => z.int().min(min).max(max);

export const sessionPolicySchema = z.strictObject({
  /** A reset session ends this long after it was started, whatever happens in it. */
  lifetimeSeconds: seconds(5 * 60, 30 * 60),
  /** After the last proof, the new password must be set within this. */
  grantSeconds: seconds(2 * 60, 15 * 60),
  wrongAnswersPerCode: z.int().min(3).max(5),
  sendsPerMethod: z.int().min(1).max(5),
  /** Wait before the 1st, 2nd, … further code; the last one repeats. */
  resendWaitSeconds: z.array(seconds(30, 3600)).min(1).max(5),
});

export const passwordPolicySchema = z.strictObject({
  /** Code points (NIST SP 800-63B-4 §3.1.1.2). */
  minLength: z.int().min(8).max(64),
  maxLength: z.int().min(64).max(256),
  /** Of lower case, upper case, digit and symbol; 0 asks for none (NIST forbids asking). */
  characterClasses: z.int().min(0).max(4),
  /** Refuse passwords from the bundled list of common and breached ones. */
  refuseCommon: z.boolean(),
  /** Refuse the person's and the organisation's own names. */
  refuseContextWords: z.boolean(),
  customWords: z.array(z.string().min(4).max(64)).max(10_000),
});
export type PasswordPolicy = z.infer<typeof passwordPolicySchema>;

const limitsShape = Object.fromEntries(
  limitNames.map((name) => {
    const [min, max] = limitTable[name].range;
    return [name, z.int().min(min).max(max)];
  }),
) as { [Name in (typeof limitNames)[number]]: z.ZodInt };

export const limitsPolicySchema = z.strictObject(limitsShape);
export type LimitsPolicy = z.infer<typeof limitsPolicySchema>;

export const notificationPolicySchema = z.strictObject({
  /** Tell the user at every address after a reset or change. */
  notifyUser: z.boolean(),
});

export const unlockPolicySchema = z.strictObject({
  /** Lets people end the lock of their account and keep the password they know (FL-10, ME-03: the same proofs). */
  allowed: z.boolean(),
});

/** Where a person who cannot help themselves is sent; null shows plain advice without a link. */
export const helpContactSchema = z
  .union([z.url({ protocol: /^https?$/ }).max(512), z.email().max(254)])
  .nullable();

/**
 * The rule of everybody who holds an administrator role, whatever scope and methods the organisation chose (AD-01,
 * AD-04, AD-05): two gates, by the methods named here.
 */
export const administratorPolicySchema = z.strictObject({
  /** Off: no administrator resets a password here, not even one who is in scope (AD-13, AD-15). */
  administratorsMayReset: z.boolean(),
  methods: z.array(z.string().min(1).max(32)).max(32),
});

export const registrationPolicySchema = z.strictObject({
  /** Asks at sign-in for what the policy needs and the person has not registered (RG-01). */
  requiredAtSignIn: z.boolean(),
  /** How often, and for how many days, a person may put it off before it is required. */
  skipsAllowed: z.int().min(0).max(30),
  skipDays: z.int().min(0).max(90),
  /** Days until a person is asked whether everything is still right; 0 never asks (RG-06). */
  reconfirmDays: z.int().min(0).max(730),
  /** How long a new method waits before it can be used for a reset, unless an older one vouched for it. */
  holdHours: z.int().min(0).max(168),
  /** How long after a reset nobody changes the methods of that account, whoever reset it; 0 for not at all. */
  resetHoldHours: z.int().min(0).max(168),
  /** Where somebody whom another sign-in page handed over may be sent back to: an origin, and a path to begin with. */
  returnAddresses: z.array(z.string().max(LONGEST_ADDRESS).refine(isAllowable)).max(50),
});
export type RegistrationPolicy = z.infer<typeof registrationPolicySchema>;

/**
 * Accounts that a directory says something special of, who reset here only when it is switched on (WB-08, FL-17): each
 * `true` is one more kind of account that a stolen telephone or mailbox opens.
 */
export const accountsPolicySchema = z.strictObject({
  /** The account's own end has passed. */
  expiredMayReset: z.boolean(),
  /** Guarded by the directory against those who may write ordinary accounts (AD: adminCount=1). */
  protectedMayReset: z.boolean(),
  /** Nobody's own: what a program signs in with. */
  serviceMayReset: z.boolean(),
  /** An administrator forbade the person to change the password. */
  fixedPasswordMayReset: z.boolean(),
});

export const policySchema = z.strictObject({
  preset: presetSchema,
  scope: scopeSchema,
  /** Gates: how many proofs of distinct classes a reset needs. */
  methodsRequired: z.union([z.literal(1), z.literal(2)]),
  methods: z.record(z.string().min(1).max(32), methodPolicySchema),
  administrators: administratorPolicySchema,
  registration: registrationPolicySchema,
  session: sessionPolicySchema,
  limits: limitsPolicySchema,
  password: passwordPolicySchema,
  unlock: unlockPolicySchema,
  accounts: accountsPolicySchema,
  notifications: notificationPolicySchema,
  helpContact: helpContactSchema,
});
export type Policy = z.infer<typeof policySchema>;

export const ADMINISTRATOR_GATES = 2;

/** Administrators are held to their own rule, which no scope or count of the organisation weakens. */
export function gatesRequired(policy: Policy, isAdministrator: boolean): 1 | 2 {
  return isAdministrator ? ADMINISTRATOR_GATES : policy.methodsRequired;
}
