import { counted, number, people } from './words.ts';

export const groups = {
  title: 'Groups',
  description:
    'Groups decide who may reset. A group may hold people and other groups, to any depth.',
  search: 'Search groups',
  searchPlaceholder: 'Start of a word in the name',
  add: 'Add group',
  columns: {
    name: 'Name',
    description: 'Description',
    directory: 'Directory',
    members: 'Direct members',
  },
  none: 'There are no groups yet.',
  noneFound: 'No group has a word that starts with this.',
  members: (count: number) => counted(count, 'direct member', 'direct members'),
  picker: {
    placeholder: 'Search groups',
    none: 'No group found',
    inDirectory: (group: string, directory: string | undefined) =>
      directory === undefined ? group : `${group} (${directory})`,
    more: 'There are more: type further letters.',
  },
  panel: {
    edit: 'Edit',
    delete: 'Delete group',
    deleteTitle: (name: string) => `Delete the group ${name}?`,
    deleteText: (all: number) =>
      all === 0
        ? 'It holds nobody.'
        : `It holds ${people(all)}, directly or through groups. They stay, but no longer belong to it.`,
    deletePolicyText: 'The policy names this group: deleting it changes who may reset.',
    deleted: (name: string) => `Group ${name} deleted`,
    description: 'Description',
    directly: 'Direct members',
    all: 'People, directly or through groups',
    id: 'Identifier',
    inPolicy: {
      included: 'The policy lets its members reset.',
      excluded: 'The policy leaves its members out.',
    },
    membersTitle: 'Members',
    noMembers: 'Nobody yet.',
    addMembers: 'Add members',
    kind: { user: 'Person', group: 'Group' },
    member: 'Name',
    removeMember: (name: string) => `Remove ${name}`,
    removed: (name: string) => `${name} removed`,
  },
  form: {
    addTitle: 'Add a group',
    editTitle: (name: string) => `Edit ${name}`,
    name: 'Name',
    description: 'Description',
    create: 'Add group',
    created: (name: string) => `Group ${name} added`,
    saved: 'Group saved',
  },
  adding: {
    title: (name: string) => `Add members to ${name}`,
    label: 'People and groups',
    help: 'Search by name. A group brings everybody in it.',
    placeholder: 'Search people and groups',
    none: 'Nobody and no group found',
    add: (count: number) => (count === 0 ? 'Add' : `Add ${number(count)}`),
    added: (count: number) => counted(count, 'member added', 'members added'),
  },
};
