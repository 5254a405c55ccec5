// node tether.mjs PROGRAM [ARG …]: runs a program that must not outlive its starter. The starter holds the other end of
// stdin; when that closes, by intent or because the starter was killed, the program is ended.
import { spawn } from 'node:child_process'

const [program = '', ...args] = process.argv.slice(2)
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], windowsHide: true })

child.once('error', () => process.exit(1))
child.once('exit', (code) => process.exit(code ?? 0))
// Ctrl-C reaches the whole group; the starter decides when this one ends.
process.on('SIGINT', () => {})
process.stdin.resume()
process.stdin.once('close', () => child.kill('SIGTERM'))
