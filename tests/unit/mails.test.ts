import { describe, expect, test } from 'vitest'
import { renderMail } from '@/components/emails/mail'
import {
  accountDeletedMail,
  addressChangedMail,
  addressChangingMail,
  alreadyRegisteredMail,
  confirmAddressMail,
  invitationMail,
  noAccountMail,
  passwordChangedMail,
  resetPasswordMail,
  signUpMail,
  twoFactorMail,
} from '@/lib/auth/mails'

const TO = 'ines@example.test'
const LINK = 'https://foothold.example/page?a=1&b=2#token=a_b-c'
const HOSTILE = '<script>alert(1)</script>"\'&\r\nBcc: everyone@example.test <img src=//evil.example/x>'

const withLink = {
  signUp: signUpMail(TO, LINK),
  alreadyRegistered: alreadyRegisteredMail(TO, LINK),
  noAccount: noAccountMail(TO, LINK),
  resetPassword: resetPasswordMail(TO, LINK),
  passwordChanged: passwordChangedMail(TO, LINK),
  confirmAddress: confirmAddressMail(TO, LINK),
  addressChanging: addressChangingMail(TO, HOSTILE, LINK),
  invitation: invitationMail(TO, LINK, HOSTILE),
  twoFactorOn: twoFactorMail(TO, 'on', LINK),
  twoFactorOff: twoFactorMail(TO, 'off', LINK),
}
const all = Object.entries({
  ...withLink,
  addressChanged: addressChangedMail(TO, HOSTILE),
  accountDeleted: accountDeletedMail(TO),
})

/** What a browser makes of an attribute's text. */
const decoded = (text: string) => text.replace(/&amp;/g, '&').replace(/&quot;/g, '"')
const attributes = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map(([, value]) => decoded(value ?? ''))

describe('each account mail', () => {
  test.each(all)('%s says the same in markup and in plain text', async (_, { to, ...message }) => {
    const { html, text } = await renderMail(message)
    expect(to).toBe(TO)
    expect(html).toMatch(/^<!DOCTYPE html[^>]*><html[^]*<\/html>/)
    expect(html).toContain(`<title>${message.subject}</title>`)
    const shown = decoded(html)
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&#x27;/g, "'")
    for (const line of [...message.lines, message.note ?? '']) {
      expect(text).toContain(line)
      expect(shown).toContain(line)
    }
  })

  test.each(Object.entries(withLink))(
    '%s carries the link it was given, in both forms, and no other',
    async (_, mail) => {
      const { html, text } = await renderMail(mail)
      expect(new Set(attributes(html, 'href'))).toEqual(new Set([LINK]))
      expect(decoded(html)).toContain(`>${LINK}</a>`)
      expect(text.match(/https?:\/\/\S+/g)).toEqual([LINK])
      expect(text.split('\n')).toContain(LINK)
    },
  )

  test.each(all)('%s loads nothing from anywhere and runs nothing', async (_, mail) => {
    const { html } = await renderMail(mail)
    expect(html).not.toMatch(/<(?:img|script|link|iframe|object|form|input)\b/i)
    expect(html).not.toMatch(/url\(|@import|@font-face/i)
    const tags = html.match(/<[^>]+>/g)?.join('') ?? ''
    expect(tags).not.toMatch(/\s(?:src|srcset|background|on[a-z]+)=/i)
    expect(attributes(html, 'href').filter((href) => href !== LINK)).toEqual([])
  })

  test('a hostile name is text, on one line', async () => {
    const { html, text } = await renderMail(withLink.invitation)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).not.toMatch(/^Bcc:/m)
    expect(all.filter(([, { subject }]) => /[\r\n]/.test(subject))).toEqual([])
  })

  test('a mail without a link has none', async () => {
    const { html, text } = await renderMail(accountDeletedMail(TO))
    expect(attributes(html, 'href')).toEqual([])
    expect(text).not.toMatch(/https?:/)
  })
})
