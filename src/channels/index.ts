import { smtp } from './smtp.ts';

/** Every carrier of messages, by id. */
export const channels = { smtp } as const;
