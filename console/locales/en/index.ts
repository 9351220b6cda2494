import { access } from './access.ts';
import { audit } from './audit.ts';
import { common } from './common.ts';
import { configuration } from './configuration.ts';
import { directories } from './directories.ts';
import { groups } from './groups.ts';
import { methods } from './methods.ts';
import { overview } from './overview.ts';
import { policy } from './policy.ts';
import { problems } from './problems.ts';
import { settingTexts } from './settings.ts';
import { shell } from './shell.ts';
import { support } from './support.ts';
import { users } from './users.ts';

export const texts = {
  access,
  audit,
  common,
  configuration,
  directories,
  groups,
  methods,
  overview,
  policy,
  problems,
  settingTexts,
  shell,
  support,
  users,
};
