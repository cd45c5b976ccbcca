import { defineMessages } from '../shared/i18n/index.ts'

export const messages = defineMessages('field', {
  zh: {
    stranger: '这台设备还没有登录过',
    strangerText: '请在有网络的地方登录一次，之后没有网络也能照常工作。',
    stopped: '这台设备已停用',
    stoppedText: '本机保存的内容已清除。请联系单位管理员。',
    signOut: '退出',
    signOutUnsent: '还有 {{count}} 条未发送。退出后这些记录加密保存在本机，您重新登录后继续发送。',
    signOutAnyway: '仍要退出',
    stay: '先不退出',
  },
  en: {
    stranger: 'Nobody has signed in on this device yet',
    strangerText: 'Sign in once where there is a network; after that you can work without one.',
    stopped: 'This device may no longer be used',
    stoppedText: 'What it kept has been deleted. Ask the administrator of your unit.',
    signOut: 'Sign out',
    signOutUnsent:
      '{{count}} records are not sent. They stay on this device, encrypted, and go on once you sign in again.',
    signOutUnsent_one: '1 record is not sent. It stays on this device, encrypted, and goes on once you sign in again.',
    signOutAnyway: 'Sign out all the same',
    stay: 'Stay',
  },
})
