import { Toast, ToastBody, ToastTitle, useToastController } from '@fluentui/react-components';
import { useCallback } from 'react';
import { useWording } from '../locales/context.ts';
import { messageOf } from './Problem.tsx';

export const TOASTER_ID = 'postern';

/** Says that something was done; read out by screen readers. */
export function useNotify(): (title: string, detail?: string) => void {
  const { dispatchToast } = useToastController(TOASTER_ID);
  return useCallback(
    (title, detail) => {
      dispatchToast(
        <Toast>
          <ToastTitle>{title}</ToastTitle>
          {detail === undefined ? null : <ToastBody>{detail}</ToastBody>}
        </Toast>,
        { intent: 'success', timeout: 5000, pauseOnHover: true },
      );
    },
    [dispatchToast],
  );
}

/** Says that an act which has no place of its own on the page failed; stays until it is closed. */
export function useProblemNotice(): (error: unknown) => void {
  const { dispatchToast } = useToastController(TOASTER_ID);
  const { t } = useWording();
  return useCallback(
    (error) => {
      dispatchToast(
        <Toast>
          <ToastTitle>{t.problems.title}</ToastTitle>
          <ToastBody>{messageOf(error, t)}</ToastBody>
        </Toast>,
        { intent: 'error', timeout: 12_000, pauseOnHover: true },
      );
    },
    [dispatchToast, t],
  );
}
