import type { Texts } from '../en/index.ts';
import { problems } from './errors.ts';
import { mails } from './mails.ts';
import { portal } from './portal.ts';

export const de = { portal, mails, problems } satisfies Texts;
