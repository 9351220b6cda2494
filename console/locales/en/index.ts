import { access } from './access.ts';
import { administrators } from './administrators.ts';
import { audit } from './audit.ts';
import { blocks } from './blocks.ts';
import { breakGlass } from './break-glass.ts';
import { carriers } from './carriers.ts';
import { common } from './common.ts';
import { contacts } from './contacts.ts';
import { configuration } from './configuration.ts';
import { forms } from './forms.ts';
import { groups } from './groups.ts';
import { hardwareTokens } from './hardware-tokens.ts';
import { methods } from './methods.ts';
import { overview } from './overview.ts';
import { policy } from './policy.ts';
import { privacy } from './privacy.ts';
import { problems } from './problems.ts';
import { registration } from './registration.ts';
import { settingTexts } from './settings.ts';
import { shell } from './shell.ts';
import { support } from './support.ts';
import { users } from './users.ts';

export const texts = {
  access,
  administrators,
  audit,
  blocks,
  breakGlass,
  carriers,
  common,
  configuration,
  contacts,
  forms,
  groups,
  hardwareTokens,
  methods,
  overview,
  policy,
  privacy,
  problems,
  registration,
  settingTexts,
  shell,
  support,
  users,
};
