import type { ErrorCode } from '../../domain/errors.ts';
import type { RefusalReason } from '../../domain/password/refusals.ts';

/** What the API says for each error; placeholders are the error's own parameters. */
const errors = {
  'bad-request': 'The request is not valid.',
  'identifier-invalid': 'This is not a valid user name or email address.',
  'password-refused': 'The new password was refused.',
  'unlock-refused': 'The account was not unlocked: the directory refused it.',
  'destination-needed': 'Type the full number before anything is sent.',
  'passwords-differ': 'The two passwords are not the same.',
  'policy-impossible': 'Nobody could satisfy this policy.',
  'import-invalid': 'The file has rows that cannot be imported. Nothing was changed.',
  'not-signed-in': 'Sign in first.',
  'sign-in-failed': 'The user name or the password is not right.',
  'new-password-needed':
    'The password is right, but has to be replaced first. Sign in to the portal, under Change password, to set a new one.',
  'reauthentication-required': 'Enter your password again to go on.',
  forbidden: 'You are not allowed to do this. It needs the permission {permission}.',
  'break-glass-mistyped':
    'That is no break-glass code, or it was copied wrongly. Compare it with the sheet.',
  'break-glass-refused': 'That code does not open this account.',
  'methods-held': 'The password was reset a short while ago. Methods can be changed again later.',
  'not-offered': 'Password reset is not switched on here.',
  'forged-request': 'The request did not come from a page of this service.',
  'not-found': 'There is nothing here by that name.',
  'method-not-allowed': 'This address does not take that method.',
  'out-of-order': 'This is not the next step.',
  conflict: 'Somebody else changed this meanwhile. Load it again and repeat your change.',
  'in-use': 'The password reset policy still uses this. Take it out of the policy first.',
  'still-in-use': 'This is still used. Take out what refers to it first.',
  'directory-check-failed':
    'The directory did not pass every check. Put it right, or save it switched off.',
  'last-administrator': 'This is the last Global Administrator and has to stay.',
  'holds-role': 'This person holds a role. Take it away first.',
  'name-taken': 'This name is already taken.',
  'session-expired': 'The time for this has run out. Start again.',
  'too-large': 'The request is too large.',
  'unsupported-media-type': 'This content type is not accepted here.',
  'unknown-host': 'This service does not answer under this address.',
  'version-missing': 'Say which version you want to replace.',
  'too-many-requests': 'Too many requests. Wait and try again.',
  'set-up-required': 'This service has to be set up first.',
  busy: 'There is too much to do at the moment. Try again in a few seconds.',
  unavailable: 'Something that this needs does not answer. Try again in a few minutes.',
  'timed-out':
    'This takes longer than it should, and is still being worked on. Look at how it stands before you try again: it may be done already.',
  unexpected: 'Something went wrong on our side. Quote the reference to your helpdesk.',
} as const satisfies Record<ErrorCode, string>;

/** What is wrong with one field. */
const faults = {
  required: 'Enter a value.',
  'wrong-type': 'This is not the right type of value.',
  'wrong-format': 'This is not in the right format.',
  'too-short': 'This is too short.',
  'too-long': 'This is too long.',
  'too-small': 'This number is too small.',
  'too-big': 'This number is too big.',
  'too-few': 'There are too few entries.',
  'too-many': 'There are too many entries.',
  'not-a-choice': 'This is not one of the values allowed.',
  'unknown-field': 'There is no such field.',
  invalid: 'This value is not valid.',
  empty: 'Enter a value.',
  'forbidden-characters': 'This contains characters that are not allowed.',
  'out-of-range': 'This value is outside the range that is allowed.',
  'not-json': 'This is not valid JSON.',
  'not-a-form': 'This is not a valid form.',
  'duplicate-field': 'This was given more than once.',
  'too-many-fields': 'There are too many fields.',
  'country-code-missing': 'Begin with + and the country code, such as +1 4251234567.',
  'address-known': 'This address is on file for you already.',
  'already-registered': 'This is registered already, for you or for somebody else.',
  'country-not-served':
    'Nothing is sent to numbers of this country. Use another number, or ask your administrator.',
  'number-taken': 'You have registered this number already.',
  'no-office-phone': 'Your directory has no such office phone. Ask your administrator to enter it.',
  'code-wrong': 'This code is not right.',
  'device-failed': 'This device was not registered. Try again, or use another browser.',
  'passkey-failed': 'No passkey was set up. Try again; if that does not help, use another device.',
  'question-repeated': 'Choose another question: this one is there already.',
  'answer-repeated': 'Give another answer: you gave this one to another question.',
  'answer-guessable': 'Somebody else could guess this answer. Give another one.',
  'unknown-question': 'There is no such question.',
  'return-not-allowed':
    'This address is not among those that the policy allows people to be sent back to.',
  'holds-a-role': 'This person holds an administrator role, and gets no temporary pass.',
  'unknown-user': 'There is nobody by this name, or more than one.',
  'not-a-seed': 'This is no seed: it has to be 16 to 64 bytes in Base32 or hexadecimal.',
  'no-contact': 'Write at least one number or address for this person.',
  'own-mailbox':
    'This is the mailbox of the account itself. Whoever forgot its password cannot read it.',
  'duplicate-serial': 'This serial number is in the file more than once.',
  'token-assigned': 'A token with this serial number is assigned already.',
  'too-many-tokens': 'This person has as many authenticators as one may have.',
  'unknown-method': 'There is no such method.',
  'authenticator-needs-more':
    'Enable {needed} methods or more: an authenticator is not enough here.',
  'not-for-administrators':
    'Administrators may not prove themselves with this method under this preset.',
  'no-way-back-in':
    'Somebody must be able to get back in: have a second Global Administrator, or seal a break-glass code with “postern break-glass create” first.',
  'no-method-enabled': 'Enable at least one method.',
  'more-gates-than-classes':
    'The policy asks for {required} different kinds of proof, but the methods enabled offer only {available}.',
  'no-group-selected': 'Choose at least one group, or choose None or All.',
  'group-both-included-and-excluded': 'This group is both included and excluded.',
  'longer-than-maximum': 'The shortest length is longer than the longest.',
  'duplicate-key': 'This was given more than once.',
  'forbidden-key': 'This name is not allowed for a field.',
  'too-deep': 'This is nested too deeply.',
  'in-the-past': 'This time has passed already.',
  'unknown-group': 'There is no such group.',
  'ambiguous-group': 'More than one group has this name. Say which by its directory and anchor.',
  'unknown-token': 'This token is not valid. It may have been used already, or be too old.',
  'check-failed': 'This check failed: {detail}',
  'still-used': 'There are still {count} of these.',
  'not-csv': 'From this row on the file cannot be read. A quotation mark may be missing.',
  'missing-column': 'This column is missing.',
  'unknown-column': 'There is no such column.',
  'duplicate-column': 'This column is there more than once.',
  'wrong-column-count': 'This row does not have as many values as there are columns.',
  'duplicate-username': 'This user name is in the file more than once.',
  'duplicate-mail': 'This address is in the file more than once.',
  'administrator-account':
    'This account holds a role. To change it you must be allowed to give roles.',
  'last-administrator': 'This is the last Global Administrator and has to stay enabled.',
} as const;

/** The same with the number that was passed, where a fault carries one. */
const measured = {
  'too-short': 'The shortest length allowed is {min}.',
  'too-long': 'The longest length allowed is {max}.',
  'too-small': 'The smallest number allowed is {min}.',
  'too-big': 'The biggest number allowed is {max}.',
  'too-few': 'The fewest entries allowed are {min}.',
  'too-many': 'The most entries allowed are {max}.',
} as const;

/** Why a new password was refused. */
const refusals = {
  'too-short': 'It is too short.',
  'too-long': 'It is too long.',
  'too-few-classes':
    'It needs more kinds of characters: small letters, capital letters, digits, symbols.',
  common: 'It is a common password, or one known from a data leak.',
  'context-word': 'It contains your name, or the name of your organisation.',
  'custom-word': 'It leans too much on words that your organisation excludes.',
  'same-as-current': 'It is the password you have now.',
  'in-history': 'You have used it before.',
  'too-young': 'Your password was changed only recently and cannot be changed again yet.',
  complexity: 'It is not complex enough for the rules of your organisation.',
  'forbidden-characters': 'It contains characters that cannot be used.',
  'wrong-current-password': 'The current password is not right.',
  'account-disabled': 'The account is disabled. Contact your administrator.',
  'account-expired': 'The account has ended. Contact your administrator.',
  'account-locked': 'The account is locked. Unlock it or reset the password instead.',
  'account-protected':
    'The account is protected, and its password can only be set by an administrator.',
  'not-permitted': 'The directory does not let us set this password. Contact your administrator.',
  unknown:
    'The directory refused it without saying why. Try another password, or contact your administrator.',
} as const satisfies Record<RefusalReason, string>;

export const problems = { errors, faults, measured, refusals };
