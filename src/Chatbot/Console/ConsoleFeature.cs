using System.Net;
using System.Reflection;
using Chatbot.Console.Beranda;
using Chatbot.Console.Jangkauan;
using Chatbot.Console.Kampanye;
using Chatbot.Console.Organisations;
using Chatbot.Console.Percakapan;
using Chatbot.Console.Peserta;
using Chatbot.Console.Shell;
using Chatbot.Console.SignIn;
using Chatbot.Console.Sistem;
using Chatbot.Privacy;
using Chatbot.Privacy.Records;
using Chatbot.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Radzen;

namespace Chatbot.Console;

/// <summary>The pages for staff, under <c>/konsol</c>: a pipeline of its own, so that nothing else of the service knows of sign-in.</summary>
internal static class ConsoleFeature
{
    /// <summary>Where it is.</summary>
    public const string Path = "/konsol";

    /// <summary>Of the cookie with the session.</summary>
    public const string Scheme = "konsol";

    public static IHostApplicationBuilder AddConsole(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptionsWithValidateOnStart<ConsoleOptions>()
            .BindConfiguration(ConsoleOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .Validate(options => options.TrustedProxies.All(proxy => IPAddress.TryParse(proxy, out _)), "Console:TrustedProxies holds something that is no IP address");
        builder.Services.AddPersonalTables(ConsoleRecords.Tables);
        AddStaff(builder);
        builder.Services.AddSingleton<TodayBoard>();
        builder.Services.AddSingleton<SystemState>();
        builder.Services.AddSingleton<RegentReport>();
        builder.Services.AddScoped<MemberSearchMemory>();
        builder.Services.AddSingleton<ConsoleFiles>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddScoped<CircuitUse>();
        builder.Services.AddScoped<CircuitHandler>(services => services.GetRequiredService<CircuitUse>());
        builder.Services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        // It would make a folder of keys in the home directory; the service has keys of its own.
        foreach (var starter in builder.Services.Where(service => service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
            builder.Services.Remove(starter);
        return builder;
    }

    /// <summary>Serves it, where the settings want it.</summary>
    public static void MapConsole(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<ConsoleOptions>>().Value.Enabled) return;
        app.Map(Path, console => Use(console, app.Environment));
    }

    private static void AddStaff(IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<StaffStore>();
        services.AddSingleton<StaffSessions>();
        services.AddSingleton<StaffLinks>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<FirstStart>();
        services.AddSingleton<OrganisationRegister>();
        services.AddSingleton<AfterMigration>(provider => provider.GetRequiredService<OrganisationRegister>().PrepareAsync);
        services.AddScoped<StaffSignIn>();
        services.AddScoped<StaffInvitations>();
        services.AddScoped<StaffDirectory>();
        services.AddSingleton<StartLine>(provider => provider.GetRequiredService<FirstStart>().LineAsync);
        services.AddIdentityCore<StaffUser>();
        services.AddScoped<IUserStore<StaffUser>>(provider => provider.GetRequiredService<StaffStore>());
        services.RemoveAll<IPasswordValidator<StaffUser>>();
        services.AddScoped<IPasswordValidator<StaffUser>, PasswordRules>();
        services.Replace(ServiceDescriptor.Scoped<ILookupNormalizer, SmallLetters>());
        services.Replace(ServiceDescriptor.Scoped<IdentityErrorDescriber, StaffErrorWords>());
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);

        services.AddDataProtection();
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(provider => new KeyedProtection(provider.GetRequiredService<PersonalData>(), "console")));
        services.AddAntiforgery(options => options.Cookie.Name = "konsol-formulir");

        // Without a default scheme: the rest of the service goes on without sign-in.
        services.AddAuthentication().AddCookie(Scheme, "konsol", options =>
        {
            options.Events.OnValidatePrincipal = ValidateAsync;
            options.Events.OnRedirectToLogin = context =>
            {
                var asked = ReturnPath.Of($"{context.Request.Path}{context.Request.QueryString}");
                context.Response.Redirect($"{Path}/masuk{(asked.Length > 0 ? $"?ke={Uri.EscapeDataString(asked)}" : "")}");
                return Task.CompletedTask;
            };
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        }).AddCookie(StaffSignIn.HalfScheme, StaffSignIn.HalfScheme, options => options.ExpireTimeSpan = TimeSpan.FromMinutes(10));
        services.AddAuthorizationBuilder().AddPolicy(Scheme, new AuthorizationPolicyBuilder(Scheme).RequireAuthenticatedUser().Build());
        services.AddOptions<CookieAuthenticationOptions>(Scheme).Configure<IOptions<ConsoleOptions>, TimeProvider>((cookie, options, clock) =>
        {
            cookie.ExpireTimeSpan = TimeSpan.FromHours(options.Value.SessionHours);
            cookie.SlidingExpiration = false;
            cookie.TimeProvider = clock;
        });
    }

    /// <summary>A cookie's options: to the console alone, unseen by scripts, not sent with what other sites post.</summary>
    private static AuthenticationBuilder AddCookie(this AuthenticationBuilder schemes, string scheme, string cookie, Action<CookieAuthenticationOptions> more) =>
        schemes.AddCookie(scheme, options =>
        {
            options.Cookie.Name = cookie;
            options.Cookie.Path = Path;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            more(options);
        });

    private static void Use(IApplicationBuilder console, IWebHostEnvironment environment)
    {
        var options = console.ApplicationServices.GetRequiredService<IOptions<ConsoleOptions>>().Value;
        var proxies = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        foreach (var proxy in options.TrustedProxies) proxies.KnownProxies.Add(IPAddress.Parse(proxy));
        console.UseForwardedHeaders(proxies);
        console.Use((context, next) =>
        {
            ConsoleHeaders.Set(context.Response.Headers);
            return next(context);
        });
        // Over plain http a browser would not bring a «secure» cookie back; in Development that is how it is tried.
        console.UseCookiePolicy(new CookiePolicyOptions
        {
            Secure = environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always,
        });
        if (!environment.IsDevelopment()) console.UseHsts();
        console.Use(OnlyOwnPagesOpenCircuits);
        console.UseStatusCodePagesWithReExecute("/keadaan/{0}");
        console.UseRouting();
        console.Use(async (context, next) =>
        {
            if ((await context.AuthenticateAsync(Scheme)).Principal is { } who) context.User = who;
            await next(context);
        });
        console.UseAuthorization();
        console.UseAntiforgery();
        console.UseEndpoints(routes =>
        {
            routes.MapGet("aset/{version}/{**name}", ConsoleFiles.Serve);
            routes.MapGet("jangkauan.csv", OutreachCsv.DownloadAsync).RequireAuthorization(Scheme)
                .WithMetadata(new ForRolesAttribute(typeof(Jangkauan.Jangkauan).GetCustomAttribute<ForRolesAttribute>()?.Allowed.ToArray() ?? []));
            routes.MapGet(RegentWorkbook.Address, RegentWorkbook.DownloadAsync).RequireAuthorization(Scheme)
                .WithMetadata(new ForRolesAttribute(typeof(Laporan).GetCustomAttribute<ForRolesAttribute>()?.Allowed.ToArray() ?? []));
            CampaignFiles.Map(routes, new ForRolesAttribute(typeof(Kampanye.Daftar).GetCustomAttribute<ForRolesAttribute>()?.Allowed.ToArray() ?? []));
            routes.MapPost("keluar", SignOut.OutAsync);
            routes.MapPost(ExportDownload.Address, ExportDownload.FetchAsync).RequireAuthorization(Scheme);
            routes.MapGet("percakapan/berkas/{id}", ChatFiles.ServeAsync).RequireAuthorization(Scheme);
            routes.MapRazorComponents<App>()
                .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null)
                .RequireAuthorization(Scheme);
        });
    }

    /// <summary>A page of another site must not open a circuit with the cookies of somebody who is signed in.</summary>
    private static Task OnlyOwnPagesOpenCircuits(HttpContext context, RequestDelegate next)
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (!context.Request.Path.StartsWithSegments("/_blazor") || origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == context.Request.Host.Value))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var signIn = context.HttpContext.RequestServices.GetRequiredService<StaffSignIn>();
        var whole = StaffPrincipal.KeyOf(context.Principal) is { } key
            ? await signIn.PrincipalOfAsync(key, isUsed: !context.Request.Path.StartsWithSegments("/aset"), context.HttpContext.RequestAborted)
            : null;
        if (whole is null) context.RejectPrincipal();
        else context.ReplacePrincipal(whole);
    }
}
