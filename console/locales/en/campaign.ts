import { counted, number, people } from './words.ts';

/** Reminders to people who have registered too little for a reset. */
export const campaign = {
  title: 'Registration campaign',
  description:
    'Mails that remind people to register, in steps. Whoever has registered enough gets none, whatever was planned before.',

  stateTitle: 'The campaign',
  states: { running: 'Running', paused: 'Paused', stopped: 'Stopped' },
  never: 'There has been none yet. Nothing is sent before you start one.',
  since: (time: string) => `Started ${time}.`,
  until: (time: string) => `Ended ${time}.`,
  quiet: 'It is quiet now by your settings: mails leave when the quiet hours end.',
  start: 'Start…',
  pause: 'Pause',
  resume: 'Go on',
  stop: 'Stop…',
  paused: 'Campaign paused',
  resumed: 'Campaign goes on',
  stopped: 'Campaign stopped',
  started: 'Campaign started',
  startTitle: 'Start the campaign',
  startConfirm: 'Start the campaign',
  startUnsaved: 'Save or discard your changes first.',
  stopTitle: 'Stop the campaign?',
  stopText:
    'No more reminders are sent. A campaign that is started later begins with the first reminder again.',
  stopConfirm: 'Stop the campaign',

  dryTitle: 'Dry run',
  dryDescription:
    'Who would get a mail if reminders were sent now, with the settings on this page. Nothing is sent.',
  dryRun: 'Show who would get a mail',
  dryAgain: 'Look again',
  looking: (count: number) => `Looking through the directories: ${people(count)} so far…`,
  due: (count: number) =>
    count === 0 ? 'Nobody would get a mail now.' : `${people(count)} would get a mail now.`,
  capped: (cap: number) => `${number(cap)} a day at most; the others follow on the next days.`,
  others: (registered: number, waiting: number, unreachable: number) =>
    `${people(registered)} registered enough, ${number(waiting)} will be reminded later or had the last reminder, ${number(unreachable)} cannot be reached or have nothing to register.`,
  dueTable: 'Who would get a mail',
  export: 'Download all as CSV',
  file: 'registration-reminders.csv',
  moreDue: (count: number) => `And ${number(count)} more, in the file.`,
  person: 'Name',
  username: 'Username',
  to: 'Mail to',
  remindersBefore: 'Reminders so far',

  progressTitle: 'Progress',
  progressDescription:
    'Everybody the campaign concerns, looked at once an hour. People count as registered from the day it was seen.',
  notYet: 'Nobody was looked at yet. It begins within a minute.',
  registered: 'registered',
  missing: 'still missing',
  unreachable: 'cannot be reached',
  reminded: (times: number) =>
    times === 0 ? 'not reminded yet' : `reminded ${counted(times, 'time', 'times')}`,
  ofMissing: 'Of those still missing',
  daysTitle: 'By day',
  day: 'Day',
  sent: 'Mails',
  registeredThen: 'Registered',
  noDays: 'Nothing was sent yet.',

  settingsTitle: 'Settings',
  saved: 'Campaign settings saved',
  unsaved: 'The settings of the campaign are changed.',
  conflict:
    'Somebody else changed these settings meanwhile. Discard yours to see them, and make your changes again.',
  faulty: 'Some settings cannot be saved. What is wrong stands beside each.',
  groupsLabel: 'Groups',
  groupsHelp: 'Their members are reminded, directly or through groups, even before they may reset.',
  settings: {
    audience: { label: 'Who is reminded', help: '' },
    'audience=scope': { label: 'Everybody who may reset', help: '' },
    'audience=groups': { label: 'Members of chosen groups', help: '' },
    waitDays: {
      label: 'Days between reminders',
      help: 'Before the second, the third and every further one. The first goes out at once; after the last nobody is mailed again.',
    },
    dailyCap: {
      label: 'Mails a day',
      help: 'At most, so that your helpdesk can keep up with questions.',
    },
    timeZone: {
      label: 'Time zone',
      help: 'By its name, such as Europe/Berlin. Quiet hours and days go by its clock.',
    },
    quietFrom: {
      label: 'Quiet from',
      help: 'Such as 19:00: no mail leaves from then on. The same time twice means no quiet hours.',
    },
    quietTo: { label: 'Quiet until', help: 'Such as 08:00: mails leave again from then on.' },
    locale: {
      label: 'Language',
      help: 'Of mails to people whose own the directory does not know, such as en, de or ar.',
    },
  } as Record<string, { readonly label: string; readonly help: string }>,
};
