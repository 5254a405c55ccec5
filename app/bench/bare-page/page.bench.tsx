/** What Next itself needs to answer a page that was made by the build. */
export default function BarePage() {
  return <main id="main">Bare</main>
}
