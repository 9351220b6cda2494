import { counted, number } from './words.ts';

export const forms = {
  chooseLanguage: 'Add a language',
  addLanguage: (label: string) => `Add a language for ${label}`,
  addItem: 'Add one',
  item: (label: string, position: number) => `${label}: number ${position}`,
  removeItem: (label: string, position: number) => `Remove number ${position} from ${label}`,
  chosen: (count: number, all: number) => `${number(count)} of ${number(all)} chosen`,
  all: 'Choose all',
  noneOfThem: 'Choose none',
  noItems: 'None yet.',
  onePerLine: 'One a line.',
  entries: (count: number) => counted(count, 'entry', 'entries'),
  mayBeEmpty: 'May be left empty.',
};
