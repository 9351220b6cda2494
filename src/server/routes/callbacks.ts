import { Hono } from 'hono';
import type { VoiceCallbackService } from '../../services/voice/voice-callback.ts';
import { defaultBodyLimit, readText } from '../http/body.ts';
import type { HttpEnv } from '../http/env.ts';

/** What carriers ask of us while they carry something; below `/callbacks`. Every request shows that it is theirs. */
export function createCallbacks(voice: VoiceCallbackService): Hono<HttpEnv> {
  const callbacks = new Hono<HttpEnv>({ strict: true });
  callbacks.post('/voice/:token', async (c) => {
    const body = await readText(c.req.raw, defaultBodyLimit);
    const answer = await voice.answer(c.req.param('token'), c.req.raw.headers, body);
    if (answer === null) return c.body(null, 404);
    return c.body(answer.body, 200, { 'Content-Type': answer.mediaType });
  });
  return callbacks;
}
