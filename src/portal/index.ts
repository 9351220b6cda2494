import { Hono } from 'hono';
import { CookiesMissing } from './forms.ts';
import { breakGlass } from './pages/break-glass.tsx';
import { change } from './pages/change.tsx';
import { showCookiesMissing } from './pages/cookies-missing.tsx';
import { device } from './pages/device.tsx';
import { handOver } from './pages/hand-over.tsx';
import { help } from './pages/help.tsx';
import { home } from './pages/home.tsx';
import { notMe } from './pages/not-me.tsx';
import { resetAnswers } from './pages/reset-answers.ts';
import { resetApproval } from './pages/reset-approval.ts';
import { resetCancel } from './pages/reset-cancel.ts';
import { resetCode } from './pages/reset-code.ts';
import { resetContinue } from './pages/reset-continue.ts';
import { resetMethod } from './pages/reset-method.ts';
import { resetPassword } from './pages/reset-password.ts';
import { reset } from './pages/reset.tsx';
import { securityInfoAdd } from './pages/security-info-add.tsx';
import { securityInfoEnrolment } from './pages/security-info-enrolment.tsx';
import { securityInfoProve } from './pages/security-info-prove.tsx';
import { securityInfoRegistration } from './pages/security-info-registration.tsx';
import { securityInfoSetUp } from './pages/security-info-set-up.tsx';
import { securityInfo } from './pages/security-info.tsx';
import { signInNewPassword } from './pages/sign-in-new-password.tsx';
import { signIn } from './pages/sign-in.tsx';
import { unlockConfirm } from './pages/unlock-confirm.ts';
import { unlockPassword } from './pages/unlock-password.ts';
import { unlock } from './pages/unlock.tsx';
import type { PortalDeps } from './ports.ts';
import { sceneOf, type PortalPage } from './scene.ts';

export { createErrorPage, type ErrorPage } from './pages/error.tsx';
export type * from './ports.ts';

/** Every page: one file in pages/ and a line here. */
const pages: readonly PortalPage[] = [
  home,
  reset,
  resetContinue,
  resetMethod,
  resetCode,
  resetAnswers,
  resetApproval,
  resetPassword,
  resetCancel,
  unlock,
  unlockConfirm,
  unlockPassword,
  signIn,
  signInNewPassword,
  securityInfo,
  securityInfoAdd,
  securityInfoEnrolment,
  securityInfoProve,
  securityInfoRegistration,
  securityInfoSetUp,
  change,
  device,
  help,
  notMe,
  breakGlass,
  handOver,
];

/**
 * The portal, to be mounted at `/`. Its pages throw what they cannot put into words of their own; the server
 * turns that into an error page ({@link createErrorPage}), as it does for addresses that do not exist.
 */
export function createPortal(deps: PortalDeps): Hono {
  const app = new Hono();
  for (const page of pages) page(app, deps);
  app.onError(async (error, c) => {
    if (!(error instanceof CookiesMissing)) throw error;
    return showCookiesMissing(c, await sceneOf(c, deps), c.req.path);
  });
  return app;
}
