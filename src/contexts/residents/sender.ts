/** How a one-time code reaches its owner. An installation has one. */
export type CodeSender = {
  /** What the page says: `counter` the code is told at the counter or the hotline, `message` it comes by short message. */
  told: 'counter' | 'message'
  /** Hands a message over to be sent, after the code was stored. Never part of the answer's time, so that nobody learns who is here. */
  send?(message: { phone: string; code: string; minutes: number }): Promise<void>
}

/** No gateway: codes wait on a screen of the counter and the hotline, who tell them to whom they recognise (验证码由柜台告知). */
export const counterSender: CodeSender = { told: 'counter' }

const TIMEOUT_MS = 10_000

/** Hands messages to the short-message gateway of the county: one POST with telephone and text, under a bearer token. */
export function gatewaySender(url: string, token: string): CodeSender {
  return {
    told: 'message',
    send: async ({ phone, code, minutes }) => {
      const text = `一刻：您的登录验证码 ${code}，${minutes} 分钟内有效。工作人员不会向您索要验证码。`
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ phone, text }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      if (!answer.ok) throw new Error(`the message gateway answered ${answer.status}`)
    },
  }
}

/** The sender an installation was set up with: `YIKE_SMS_URL` and `YIKE_SMS_TOKEN`, else the counter. */
export function senderOf(env: Record<string, string | undefined>): CodeSender {
  const { YIKE_SMS_URL: url, YIKE_SMS_TOKEN: token } = env
  return url ? gatewaySender(url, token ?? '') : counterSender
}
