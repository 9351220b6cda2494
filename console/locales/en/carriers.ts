import type { CarrierView } from '../../../src/contract/carriers.ts';
import type { SettingText } from '../../forms/source.ts';
import { counted, number } from './words.ts';

type Kind = CarrierView['kind'];

const kinds: Record<Kind, string> = {
  email: 'E-mail',
  sms: 'Text messages',
  voice: 'Phone calls',
};

/** By the id of the channel; one that is missing here is shown by its id. */
const channels: Readonly<Record<string, string>> = {
  smtp: 'SMTP server',
  smpp: 'SMPP message centre',
  'twilio-sms': 'Twilio',
  'twilio-voice': 'Twilio',
  'vonage-sms': 'Vonage',
  'vonage-voice': 'Vonage',
  webhook: 'Signed webhook',
};

/** By the name of the setting; one that is missing here is shown as its schema has it. */
const settings: Readonly<Record<string, SettingText>> = {
  host: { label: 'Host name', help: '' },
  port: { label: 'Port', help: '' },
  security: { label: 'Encryption', help: '' },
  username: { label: 'User name', help: '' },
  password: { label: 'Password', help: '' },
  authority: {
    label: 'Certificate authority',
    help: 'In PEM. Empty: those the system trusts.',
    multiline: true,
  },
  from: { label: 'Sender', help: 'The address, number or name that messages come from.' },
  fromName: { label: 'Sender’s name', help: 'Shown beside the address.' },
  systemId: { label: 'System id', help: 'The name that the message centre knows this sender by.' },
  systemType: { label: 'System type', help: 'As the operator of the message centre says.' },
  messagingServiceSid: {
    label: 'Messaging service SID',
    help: 'In place of a sender; exactly one of the two.',
  },
  accountSid: { label: 'Account SID', help: '' },
  authToken: { label: 'Auth token', help: '' },
  apiKey: { label: 'API key', help: '' },
  apiSecret: { label: 'API secret', help: '' },
  applicationId: { label: 'Application id', help: '' },
  privateKey: { label: 'Private key', help: 'In PEM.', multiline: true },
  signatureSecret: { label: 'Signature secret', help: 'With which what it calls back is signed.' },
  url: { label: 'Address', help: 'Where each message is sent to, signed.' },
  secret: { label: 'Signing secret', help: 'At least 32 characters, known to both sides.' },
  allowPrivateNetwork: {
    label: 'Allow addresses of the private network',
    help: 'Only when the receiving side stands in this network.',
  },
};

export const carriers = {
  title: 'Carriers',
  description:
    'What e-mails, texts and calls leave by. Several of one kind are tried in their order: when one fails, the next takes over.',
  kinds,
  channels,
  settings,
  listTitle: 'In the order they are tried',
  columns: {
    name: 'Carrier',
    kind: 'Carries',
    countries: 'Countries',
    price: 'Price',
    enabled: 'On',
    order: 'Order',
  },
  none: 'No carrier is set up yet.',
  add: 'Add carrier',
  addTitle: 'Add a carrier',
  addWhat: 'What it carries, and by whom',
  addChoice: (kind: string, channel: string) => `${kind}: ${channel}`,
  newName: (channel: string) => channel,
  everywhere: 'Every country',
  countries: (count: number) => counted(count, 'country', 'countries'),
  free: 'None',
  on: 'On',
  off: 'Off',
  use: (name: string) => `Use ${name}`,
  moveUp: (name: string) => `Move ${name} up`,
  moveDown: (name: string) => `Move ${name} down`,
  notSaved: 'Not saved yet',
  broken: 'Something in it cannot be saved.',
  standing: (kind: string, channel: string) =>
    `${kind}: as no carrier of this kind is on, the server’s own configuration is used (${channel}).`,
  nothing: (kind: string) => `${kind}: no carrier is on. Methods that need it cannot be used.`,

  panel: {
    name: 'Name',
    nameHelp: 'Only administrators see it.',
    enabled: 'In use',
    enabledHelp: 'Messages leave by it while it is on.',
    countries: 'Countries it serves',
    countriesHelp: 'Empty: every country in the list of the budget.',
    price: 'Price of one text or call',
    priceHelp: 'In the smallest unit of your currency, such as cents. Counted for every try.',
    settings: 'Settings',
    unknown: 'This carrier’s channel does not exist here any more.',
    remove: 'Remove carrier',
    done: 'Done',
    unsaved: 'Changes take effect when the page is saved.',
  },

  test: {
    title: 'Send a test',
    help: 'It counts against the budget, like any other message.',
    toEmail: 'E-mail address',
    toPhone: 'Phone number with country code',
    send: 'Send a test',
    saveFirst: 'Save first: a test is sent as the carrier was saved.',
    accepted: 'The carrier has taken the test message. Look whether it arrives.',
    deferred: (reason: string) => `The carrier could not take it now: ${reason}`,
    rejected: (reason: string) => `The carrier refused it: ${reason}`,
    noReason: 'no reason was given',
  },

  budget: {
    title: 'Budget of texts and calls',
    description:
      'Keeps strangers from running up a bill with numbers of their own. It holds for all carriers together.',
    countries: 'Countries that texts and calls may go to',
    countriesHelp: 'To no other. Empty sends none at all.',
    placeholder: 'Start of a country’s name or code',
    noneFound: 'No country begins with this.',
    cost: 'Most that texts and calls may cost in a day',
    costHelp:
      'In the smallest unit of your currency, such as cents; a day by UTC. Carriers with a price send nothing at 0.',
    spent: (spent: number, most: number) => `${number(spent)} of ${number(most)} spent today.`,
    noCountries: 'No country is allowed: no text and no call is sent.',
  },

  counts: {
    title: 'Codes that come back',
    description:
      'Of the codes sent to a country, how many were typed in. Where hardly any are, somebody may be pumping messages; such a country is paused.',
    columns: { country: 'Country', sent: 'Sent', proved: 'Typed in', state: 'State', act: 'Act' },
    none: 'No text and no call has been sent yet.',
    sending: 'Sending',
    paused: (when: string) => `Paused since ${when}`,
    resume: 'Resume',
    resumeNamed: (country: string) => `Resume ${country}`,
    resumeTitle: (country: string) => `Send to ${country} again?`,
    resumeText: 'Its count begins anew. Look at the audit log first: who asked for so many codes?',
    resumed: (country: string) => `${country} resumed`,
  },

  saved: 'Carriers saved',
  unsaved: (count: number) => counted(count, 'unsaved change', 'unsaved changes'),
  faulty: 'What is marked above cannot be saved yet. Open it to see why.',
  conflict:
    'Somebody else saved the carriers after you began. Discard your changes to see theirs, then make yours again.',
};
