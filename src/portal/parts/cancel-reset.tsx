import type { Surroundings } from '../view.ts';
import { Form } from './fields.tsx';

export function CancelReset({ at, token }: { readonly at: Surroundings; readonly token: string }) {
  return (
    <Form action="/reset/cancel" token={token} class="cancel">
      <button type="submit" class="quiet">
        {at.language.portal.actions.cancel}
      </button>
    </Form>
  );
}
