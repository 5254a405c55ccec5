import { createRequire } from 'node:module'
import { inProject, projectFolder } from './project.mjs'

/**
 * Reads `.env*` into process.env exactly as Next does and returns what the shell itself had given: that is what a
 * child gets, so that Next goes on watching the files.
 * @param {'development' | 'production'} mode
 * @returns {NodeJS.ProcessEnv}
 */
export function loadEnvironment(mode) {
  const given = { ...process.env }
  const { loadEnvConfig } = createRequire(inProject('package.json'))('@next/env')
  loadEnvConfig(projectFolder, mode === 'development', { info: () => {}, error: console.error })
  return given
}

/** An empty value is an unset one. @param {string} name @returns {string | undefined} */
export function variable(name) {
  return process.env[name]?.trim() || undefined
}

/** Set for every tool that is started: none of them phones home. */
export const QUIET_TOOLS = {
  NEXT_TELEMETRY_DISABLED: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
}
