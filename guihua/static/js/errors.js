/** A form that came back with errors: the focus goes to their summary, which leads on to each field. */
document.querySelector("[data-errors]:not([data-specimen] *)")?.focus();
