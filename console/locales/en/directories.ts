import { counted } from './words.ts';

export const directories = {
  title: 'Directories',
  description: 'Where people and groups come from, in the order they are asked.',
  columns: { name: 'Name', kind: 'Kind', users: 'Users', state: 'State' },
  kinds: { builtin: 'Built-in' } as Record<string, string>,
  managed: 'People can be added and changed here',
  readOnly: 'Read from elsewhere',
  reachable: 'Reachable',
  unreachable: 'Cannot be reached',
  count: (users: number) => counted(users, 'user', 'users'),
  none: 'There is no directory.',
};
