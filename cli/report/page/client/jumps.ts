/**
 * Links within the page move the focus and leave the address alone: what stands after its number sign is the filter.
 */
export function keepFilterOnJumps(): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('nav a[href^="#"]');
    const place = link && document.getElementById(link.getAttribute("href")!.slice(1));
    if (!place) return;
    event.preventDefault();
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView();
  });
}
