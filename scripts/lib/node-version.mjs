// Imported first by every command. Plain old syntax on purpose: it must parse on the Node versions it refuses.
var parts = process.versions.node.split('.').map(Number)
var major = parts[0]
var minor = parts[1]
var supported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24

if (!supported) {
  console.error(
    'Foothold needs Node 20.19, 22.12, 24 or newer, and this is ' +
      process.versions.node +
      ': install Node 24 (https://nodejs.org, or `nvm install`) and run the command again.',
  )
  process.exit(1)
}
