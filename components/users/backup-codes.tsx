import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { ShownOnce } from '@/components/ui/shown-once'
import { saveFile } from '@/components/users/save-file'
import { publicEnv } from '@/lib/public-env'

type BackupCodesProps = { codes: readonly string[]; email: string; onStored: () => void }

export function BackupCodes({ codes, email, onStored }: BackupCodesProps) {
  const text = codes.join('\n')
  const save = () =>
    saveFile('backup-codes.txt', `Backup codes for ${email} at ${publicEnv.appName}\n\n${text}\n`, 'text/plain')
  return (
    <ShownOnce
      title="Store these backup codes now"
      sentence="Each signs you in once when the app is out of reach. This is the only time they are shown, and older ones no longer work."
      onStored={onStored}
      aside={
        <span className="flex gap-2">
          <CopyButton text={text} what="the backup codes" />
          <Button variant="outline" size="sm" onClick={save}>
            <Download aria-hidden="true" />
            Save as a file
          </Button>
        </span>
      }
    >
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(7.5rem,1fr))] gap-x-6 gap-y-1 rounded-md border border-hold-ink bg-card px-3.5 py-2.5 font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </ShownOnce>
  )
}
