import type { LimitName, Policy } from '../../../src/contract/shapes.ts';

export interface SettingText {
  readonly label: string;
  readonly help: string;
}

type Section<Name extends keyof Policy> = {
  readonly [Key in keyof Policy[Name] & string as `${Name}.${Key}`]: SettingText;
};

const session: Section<'session'> = {
  'session.lifetimeSeconds': {
    label: 'Time to finish a reset',
    help: 'From the typed name to the new password, whatever happens between.',
  },
  'session.grantSeconds': {
    label: 'Time to choose the new password',
    help: 'After the last proof.',
  },
  'session.wrongAnswersPerCode': {
    label: 'Wrong answers per code',
    help: 'After that many the code is void; a new one must be asked for.',
  },
  'session.sendsPerMethod': {
    label: 'Codes sent in one reset',
    help: 'By each method.',
  },
  'session.resendWaitSeconds': {
    label: 'Wait before another code',
    help: 'Before the first further code, the second, and so on; the last wait repeats.',
  },
};

const password: Section<'password'> = {
  'password.minLength': {
    label: 'Shortest password',
    help: 'In characters, whatever the script.',
  },
  'password.maxLength': {
    label: 'Longest password',
    help: 'Long enough for a whole sentence, short enough not to be an attack.',
  },
  'password.characterClasses': {
    label: 'Character classes',
    help: 'How many of lower case, upper case, digits and symbols a password needs. 0 asks for none.',
  },
  'password.refuseCommon': {
    label: 'Refuse common passwords',
    help: 'Those on a list of the most used and breached ones, which comes with Postern and never leaves the server.',
  },
  'password.refuseContextWords': {
    label: 'Refuse names',
    help: 'The person’s own names, their address and the name of the organisation.',
  },
  'password.customWords': { label: 'Your own words', help: 'Refused in any spelling.' },
};

const perAddress = 'Counted for each IP address.';
const limits: Record<`limits.${LimitName}`, SettingText> = {
  'limits.start-per-identifier': {
    label: 'Resets started for one name',
    help: 'Whether or not the name exists.',
  },
  'limits.start-per-identifier-per-day': {
    label: 'Resets started for one name, in a day',
    help: 'Whether or not the name exists.',
  },
  'limits.start-per-address': { label: 'Resets started from one address', help: perAddress },
  'limits.start-per-network': {
    label: 'Resets started from one network',
    help: 'Counted for each IPv4 /24 or IPv6 /64. Raise it for an office behind one address.',
  },
  'limits.failed-proofs-per-identifier': {
    label: 'Wrong answers for one name',
    help: 'Whatever account the name belongs to, if any.',
  },
  'limits.failed-proofs-per-account': {
    label: 'Wrong answers for one account',
    help: 'Whatever was typed to name it. Signing in is not affected.',
  },
  'limits.failed-proofs-per-method': {
    label: 'Wrong answers for one account by one method',
    help: 'Signing in is not affected.',
  },
  'limits.method-stop': {
    label: 'Wrong answers by one method, one after the other',
    help: 'The method then stays closed for the account until it is registered anew or cleared here.',
  },
  'limits.failed-proofs-per-organisation': {
    label: 'Wrong answers, whoever they are for',
    help: 'Administrators are told, and a reset needs two proofs until it is over, if the methods can give two.',
  },
  'limits.break-glass-per-organisation': {
    label: 'Tries of break-glass codes',
    help: 'Counted for the whole organisation.',
  },
  'limits.mail-per-destination-per-hour': {
    label: 'Code mails to one mailbox, in an hour',
    help: 'Keeps a mailbox from being flooded.',
  },
  'limits.mail-per-destination-per-day': {
    label: 'Code mails to one mailbox, in a day',
    help: 'Keeps a mailbox from being flooded.',
  },
  'limits.phone-per-destination-per-hour': {
    label: 'Texts and calls to one number, in an hour',
    help: 'Keeps a phone from being flooded, and a bill from growing.',
  },
  'limits.registration-codes-per-account': {
    label: 'Codes for one account that registers, in an hour',
    help: 'To whatever address or number it wants to register: keeps strangers from being flooded, and a bill from growing.',
  },
  'limits.hand-overs-per-account': {
    label: 'Times one account is handed over, in an hour',
    help: 'By another sign-in page that sends people here to register.',
  },
  'limits.phone-per-destination-per-day': {
    label: 'Texts and calls to one number, in a day',
    help: 'Keeps a phone from being flooded, and a bill from growing.',
  },
  'limits.phone-per-prefix-per-day': {
    label: 'Texts and calls to neighbouring numbers, in a day',
    help: 'Numbers alike but for the last four digits. Raise it when your people have numbers in one block.',
  },
  'limits.phone-per-organisation-per-day': {
    label: 'Texts and calls to anybody, in a day',
    help: 'A ceiling for the bill, whoever asks.',
  },
  'limits.carrier-tests-per-organisation': {
    label: 'Test messages, in an hour',
    help: 'Those that administrators send to see whether a carrier works.',
  },
  'limits.device-asks-per-account-per-minute': {
    label: 'Approvals asked of one person’s devices, per minute',
    help: 'More would wear people down until they say yes.',
  },
  'limits.device-asks-per-account-per-day': {
    label: 'Approvals asked of one person’s devices, per day',
    help: 'Further ones are not shown on the device; another way can be chosen.',
  },
  'limits.failed-sign-ins-per-identifier': {
    label: 'Wrong passwords for one name',
    help: 'At this console and at the portal.',
  },
  'limits.failed-sign-ins-per-address': {
    label: 'Wrong passwords from one address',
    help: perAddress,
  },
};

const administrators: Section<'administrators'> = {
  'administrators.administratorsMayReset': {
    label: 'Administrators may reset their own passwords',
    help: 'Off: none of them can, not even one whom the organisation lets reset.',
  },
  'administrators.methods': {
    label: 'Methods for administrators',
    help: 'Whatever is switched on for everybody else.',
  },
};

const registration: Section<'registration'> = {
  'registration.requiredAtSignIn': {
    label: 'Ask at sign-in',
    help: 'Asks people for the methods the policy needs and they have not registered.',
  },
  'registration.skipsAllowed': {
    label: 'Times it can be put off',
    help: 'After that it is required. 0 requires it the first time.',
  },
  'registration.skipDays': {
    label: 'Days it can be put off',
    help: 'Counted from the first time a person was asked, however often they put it off.',
  },
  'registration.reconfirmDays': {
    label: 'Days until people confirm again',
    help: 'Whether what they registered is still right. 0 never asks.',
  },
  'registration.holdHours': {
    label: 'Hours before a new method counts',
    help: 'Unless it was registered with the proof of an older one. Meanwhile everybody who should know is told.',
  },
  'registration.resetHoldHours': {
    label: 'Hours after a reset in which methods stay as they are',
    help: 'Whoever got in by a stolen telephone or mailbox cannot make the account theirs for good meanwhile. 0 for not at all.',
  },
  'registration.returnAddresses': {
    label: 'Addresses of your sign-in pages',
    help: 'An https address, and a path if only what lies below it is meant, such as https://login.example.org/after.',
  },
};

/** A method's settings: `methods.*` is for those of any method, `methods.<id>` for those of one. */
const methodSettings = {
  'methods.*.enabled': { label: 'On', help: 'Whether people can use this method.' },
  'methods.*.lifetimeSeconds': {
    label: 'Time a code is good for',
    help: 'Slow mail servers may hold a message back for some minutes.',
  },
  'methods.*.digits': {
    label: 'Digits in a code',
    help: 'Each further digit makes a code ten times as hard to guess.',
  },
  'methods.*.askNumber': {
    label: 'Ask for the whole number first',
    help: 'Nothing is sent before the number was typed in full. It proves a little, and tells a stranger that the name exists.',
  },
  'methods.questions.questionsToRegister': {
    label: 'Questions to register',
    help: 'How many a person has to answer beforehand.',
  },
  'methods.questions.questionsToAnswer': {
    label: 'Questions to answer',
    help: 'How many are asked in a reset. Never more than had to be registered.',
  },
  'methods.questions.predefined': {
    label: 'Questions that come with Postern',
    help: 'In every language Postern speaks. One that is left out is asked of nobody any more, not even of people who answered it.',
  },
  'methods.questions.custom': {
    label: 'Your own questions',
    help: 'Good ones have many possible answers, which nobody can look up and which do not change.',
  },
  'methods.questions.custom.#.text': {
    label: 'Question',
    help: 'In the organisation’s own language; shown where there is no other.',
  },
  'methods.questions.custom.#.texts': {
    label: 'In other languages',
    help: 'Shown to people who use that language.',
  },
  'methods.questions.minAnswerLength': {
    label: 'Shortest answer',
    help: 'In characters.',
  },
  'methods.questions.redrawAfterFailure': {
    label: 'Ask other questions at another try',
    help: 'On, somebody who guesses may wait for easier questions to come up.',
  },
  'methods.questions.onlyAsSecondProof': {
    label: 'Only as a second proof',
    help: 'Asked only of somebody who has given another proof already.',
  },
} satisfies Record<string, SettingText>;

export const settingTexts = {
  preset: { label: 'Preset', help: '' },
  'scope.mode': { label: 'Self-service password reset enabled', help: '' },
  'scope.includeGroups': { label: 'Groups that may reset', help: '' },
  'scope.excludeGroups': { label: 'Groups left out', help: '' },
  methodsRequired: { label: 'Number of methods required to reset', help: '' },
  helpContact: { label: 'Help desk link or e-mail address', help: '' },
  'unlock.allowed': {
    label: 'Allow users to unlock accounts without resetting their password',
    help: 'Whoever knows the password, and only locked the account by wrong tries, proves who they are as for a reset and goes on with the password they have. A reset always unlocks, whatever is chosen here.',
  },
  'accounts.expiredMayReset': {
    label: 'Accounts that have ended',
    help: 'On, somebody whose account has passed its end in the directory can still set a new password. It does not extend the account.',
  },
  'accounts.protectedMayReset': {
    label: 'Protected accounts',
    help: 'On, accounts that the directory guards, such as domain administrators (adminCount=1), reset as everybody does. Most directories refuse the write all the same.',
  },
  'accounts.serviceMayReset': {
    label: 'Service accounts',
    help: 'On, accounts that programs sign in with reset as people do. Whatever uses the old password stops working.',
  },
  'accounts.fixedPasswordMayReset': {
    label: 'Accounts that may not change their password',
    help: 'On, somebody whom the directory forbids to change the password can still reset it here.',
  },
  'notifications.notifyUser': {
    label: 'Tell people when their password was reset',
    help: 'At every address stored for them.',
  },
  ...session,
  ...password,
  ...administrators,
  ...registration,
  ...limits,
  ...methodSettings,
};
