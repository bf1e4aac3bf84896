// The administration's theme remembers light or dark by itself. The choice made on the site, with which the page comes, goes first.

localStorage.setItem("adminTheme", JSON.stringify(document.documentElement.className));
