import type { Texts } from '../en/index.ts';

export const carriers = {
  texts: {
    resetCode: {
      full: 'رمز إعادة تعيين كلمة مرورك في {organisation}. لا تخبر به أحدًا.',
      short: 'رمز كلمة مرورك.',
    },
    unlockCode: {
      full: 'رمز إلغاء قفل حسابك في {organisation}. لا تخبر به أحدًا.',
      short: 'رمز إلغاء قفل حسابك.',
    },
    confirmation: {
      full: 'رمز التأكيد في {organisation}. لا تخبر به أحدًا.',
      short: 'رمز التأكيد.',
    },
    test: {
      full: 'تجربة من {organisation}. هذا الرمز لا يفتح شيئًا.',
      short: 'رمز تجريبي.',
    },
  },
  calls: {
    resetCode: 'مرحبًا. هذه خدمة إعادة تعيين كلمة المرور في {organisation}.',
    confirmation: 'مرحبًا. هذه خدمة الرموز في {organisation}.',
    test: 'مرحبًا. هذه مكالمة تجريبية من {organisation}.',
    prompt: 'لسماع رمزك، اضغط 1.',
    goodbye: 'لا تخبر أحدًا بهذا الرمز. مع السلامة.',
  },
  test: {
    subject: '{organisation}: تجربة لإرسال الرسائل',
    intro: 'أرسل مسؤول في {organisation} هذه الرسالة ليرى هل ينقل {carrier} الرسائل.',
    opens: 'هذا الرمز لا يفتح شيئًا:',
  },
} satisfies Texts['carriers'];
